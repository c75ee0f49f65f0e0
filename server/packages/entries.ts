import { crc32 } from 'node:zlib'
import { madeOf } from '../http/byte-plan.rules.ts'
import type { ZipEntry } from '../http/zip.rules.ts'
import { sha256Of } from '../storage/canonical.ts'
import { besideManifest } from './folder.rules.ts'
import type { Manifest } from './manifest.schema.ts'
import { certificateFile, type Signed } from './verify.rules.ts'

interface Beside {
  /** The manifest's exact text. */
  text: string
  signature: string
  certificate: Signed
}

/** Everything a package's folder holds, in the order of its bytes: what proves it first, then what is read, then what sounds. */
export function entriesOf(manifest: Pick<Manifest, 'files'>, beside: Beside): ZipEntry[] {
  const [manifestPath, signaturePath, certificatePath] = besideManifest
  return [
    made(manifestPath, beside.text),
    made(signaturePath, beside.signature),
    made(certificatePath, certificateFile(beside.certificate)),
    ...manifest.files.map(({ path, sizeBytes, crc32, sha256 }) => ({ path, sizeBytes, crc32, sha256 })),
  ]
}

function made(path: string, text: string): ZipEntry {
  const bytes = new TextEncoder().encode(text)
  return {
    path,
    sizeBytes: bytes.length,
    crc32: crc32(bytes),
    sha256: sha256Of(bytes),
    laid: [madeOf(bytes)],
  }
}
