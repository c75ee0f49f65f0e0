/** What a package's folder holds beside the files its manifest names. */
export const besideManifest = ['manifest.json', 'manifest.json.minisig', 'khoa.json'] as const

/** A file as it lies in a folder; `sha256` is undefined where it could not be read. */
interface Present {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string | undefined
}

export interface FolderVerdict {
  readonly whole: readonly string[]
  readonly missing: readonly string[]
  readonly changed: readonly string[]
  readonly extra: readonly string[]
}

// FAT knows no difference between A and a.
const folded = (path: string) => path.toLowerCase()

/** What some loudspeaker would play, by its name: decoders of cheap players take more than MP3. */
export const isSound = (path: string) =>
  /\.(mp[1234a]|wav|wma|og[ga]|opus|m4[ab]|aac|amr|flac|ape|aiff?|3gp|webm)$/i.test(path)

/**
 * Notes that systems leave on every stick by themselves. Nothing that a loudspeaker would play is one of them: macOS
 * writes a `._001TBAO.MP3` beside each sound, and players play it.
 */
export function ofTheSystem(path: string): boolean {
  if (isSound(path) || /\.m3u8?$/i.test(path)) return false
  return /(^|\/)(\.[^/]*(\/.*)?|thumbs\.db|desktop\.ini|system volume information\/.*|indexervolumeguid|wpsettings\.dat)$/i.test(
    path,
  )
}

/** Files as a list names them. */
interface Listed {
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly sha256: string }[]
}

/** Compares a folder with its manifest: paths from the folder on, names without regard to case. */
export function judgeFolder(
  manifest: Listed,
  present: readonly Present[],
  beside: readonly string[] = besideManifest,
): FolderVerdict {
  const there = new Map<string, Present>()
  const extra: string[] = []
  for (const file of present) {
    if (there.has(folded(file.path))) extra.push(file.path)
    else there.set(folded(file.path), file)
  }
  const whole: string[] = []
  const missing: string[] = []
  const changed: string[] = []
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    const file = there.get(folded(path))
    there.delete(folded(path))
    if (!file) missing.push(path)
    else if (file.sizeBytes === sizeBytes && file.sha256 === sha256) whole.push(path)
    else changed.push(path)
  }
  const named = new Set(beside.map(folded))
  for (const [key, { path }] of there) if (!named.has(key) && !ofTheSystem(path)) extra.push(path)
  return { whole, missing, changed, extra }
}

/** Only a folder with every file as it was made, and nothing more, is the package. */
export const isWhole = ({ missing, changed, extra }: FolderVerdict) =>
  missing.length + changed.length + extra.length === 0
