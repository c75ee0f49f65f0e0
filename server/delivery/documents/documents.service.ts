import { writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { Deps } from '../../deps.ts'
import { printAside } from '../../print/print-aside.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { cueSheet } from './cue-sheet.ts'
import { cueSheetXlsx } from './cue-sheet-xlsx.ts'
import { type DocumentsFor, gather } from './gather.ts'
import { type HandOver, minutesPaper } from './minutes.ts'
import { qcReport } from './qc-report.ts'
import { takeShots } from './shots.ts'

export type { DocumentsFor, Programme } from './gather.ts'
export type { HandOver } from './minutes.ts'

const pdf = 'application/pdf'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A file of the folder beside the programme. */
export interface MadeDocument {
  name: string
  role: 'qc' | 'cues' | 'cues-sheet' | 'hashes' | 'minutes'
  mediaType: string
  path: string
  sizeBytes: number
  sha256: string
}

/**
 * Everything that goes with a programme to the station, written into the folder given: QC report, cue sheet on paper and as a
 * table, list of hashes for sha256sum, minutes to be filled in. The same delivery gives the same bytes.
 */
export async function makeDocuments(deps: Deps, of: DocumentsFor): Promise<MadeDocument[]> {
  const { folder, programme, signal } = of
  const told = await gather(deps, of)
  const base = parse(programme.name).name
  const written = async (about: Omit<MadeDocument, 'path' | 'sizeBytes' | 'sha256'>, bytes: Buffer) => {
    const path = join(folder, about.name)
    await writeFile(path, bytes)
    return { ...about, path, sizeBytes: bytes.length, sha256: sha256Of(bytes) }
  }
  const made: MadeDocument[] = [
    await written(
      { name: `${base}_qc.pdf`, role: 'qc', mediaType: pdf },
      await printAside(qcReport(told, await takeShots(deps, told, signal)), signal),
    ),
    await written(
      { name: `${base}_cue.pdf`, role: 'cues', mediaType: pdf },
      await printAside(cueSheet(told), signal),
    ),
    await written(
      { name: `${base}_cue.xlsx`, role: 'cues-sheet', mediaType: xlsx },
      await cueSheetXlsx(told),
    ),
  ]
  const list = hashList([programme, ...made])
  made.push(await written({ name: `${base}_sha256.txt`, role: 'hashes', mediaType: 'text/plain' }, list))
  const { language, issuedAt, unitName, title, versionNumber } = told
  const files = [programme, ...made].map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 }))
  const handOver = { language, issuedAt, unitName, title, versionNumber, folderName: base, files, disk: null }
  const minutes = await printMinutes(handOver, signal)
  made.push(await written({ name: `${base}_giao-nhan.pdf`, role: 'minutes', mediaType: pdf }, minutes))
  return made
}

/** The minutes of a hand-over: blank for a disk nobody knows yet, or of one that was written and read back. */
export function printMinutes(of: HandOver, signal?: AbortSignal): Promise<Buffer> {
  return printAside(minutesPaper(of), signal)
}

/** In the form that `sha256sum -c` reads. Lines end as there, also on Windows. */
function hashList(files: readonly { name: string; sha256: string }[]): Buffer {
  return Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
}
