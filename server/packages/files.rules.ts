import type { PlaylistBody } from '../playlists/playlist-body.schema.ts'

type Target = PlaylistBody['targets'][number]
type Item = PlaylistBody['items'][number]
type Part = Item['part']

/** FAT readers of cheap players stop at 99 files in a folder. */
export const MOST_IN_FOLDER = 99

/** What a part's files are called after their number: at most five plain letters, for names of 8.3. */
const stemOf: Record<Part, string> = {
  callIn: 'MOI',
  notices: 'TBAO',
  message: 'TDIEP',
  film: 'PHIM',
  closing: 'KET',
}

/** What a part's files are called, also of a package whose part is known here no more. */
export const stemOfPart = (part: string): string => (stemOf as Record<string, string>)[part] ?? 'PHAT'

/** One sound file of a package. */
export interface SoundFile {
  /** ASCII, upper case, 8.3, such as `01/001TBAO.MP3`. */
  readonly path: string
  readonly position: number
  readonly part: Part
  readonly versionId: string
  /** Whether it is what the place hears first; the others go along. */
  readonly first: boolean
  /** The Vietnamese that follows the file before it, where a work is heard in two languages. */
  readonly second?: boolean
}

/** One evening as a list of files in play order. */
interface PlayList {
  readonly path: string
  /** null for the evening of first choices. */
  readonly language: string | null
  readonly files: readonly SoundFile[]
}

export interface SoundPlan {
  readonly files: readonly SoundFile[]
  readonly lists: readonly PlayList[]
}

/**
 * Lays out the sound of one target: first the evening in play order, then a folder for each further language of its
 * order. Files are numbered as they are played, 99 to a folder, so that a player reading the stick plays in order.
 * Each further language has a list of its own: its versions where there are any, else the first choice.
 */
export function planSound(
  target: Target,
  items: readonly Item[],
  languageOf: (versionId: string) => string | null,
): SoundPlan {
  let folder = 0
  const inFolders = (wanted: readonly Omit<SoundFile, 'path'>[]): SoundFile[] =>
    wanted.map((file, index) => {
      const place = index % MOST_IN_FOLDER
      if (place === 0) folder += 1
      return { ...file, path: `${padded(folder, 2)}/${padded(place + 1, 3)}${stemOf[file.part]}.MP3` }
    })
  const wanted = target.items.flatMap(({ position, first, second, along }) => {
    const part = items[position - 1]?.part
    return part ? [{ position, part, first, second, along }] : []
  })
  const evening = inFolders(
    wanted.flatMap(({ position, part, first, second }) => [
      ...(first ? [{ position, part, versionId: first, first: true }] : []),
      ...(first && second ? [{ position, part, versionId: second, first: true, second: true }] : []),
    ]),
  )
  const lists: PlayList[] = [{ path: '01.M3U', language: null, files: evening }]
  const files = [...evening]
  for (const language of target.languages) {
    const along = inFolders(
      wanted.flatMap(({ position, part, along }) => {
        const versionId = along.find((id) => languageOf(id) === language)
        return versionId ? [{ position, part, versionId, first: false }] : []
      }),
    )
    if (along.length === 0) continue
    files.push(...along)
    const own = new Map(along.map((file) => [file.position, file]))
    lists.push({
      path: `${padded(lists.length + 1, 2)}.M3U`,
      language,
      // A list in Vietnamese says it once, also where Vietnamese would follow.
      files: evening.flatMap((file) => {
        const mine = own.get(file.position)
        if (!file.second) return mine ?? file
        return mine?.versionId === file.versionId ? [] : file
      }),
    })
  }
  return { files, lists }
}

export const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

/** A list that players and computers open; titles lose their marks, since the format is older than Unicode. */
export function m3uOf<File extends { path: string }>(
  list: { readonly files: readonly File[] },
  about: (file: File) => { title: string; durationMs: number },
): string {
  const lines = list.files.flatMap((file) => {
    const { title, durationMs } = about(file)
    return [`#EXTINF:${Math.round(durationMs / 1000)},${plain(title)}`, file.path]
  })
  return ['#EXTM3U', ...lines, ''].join('\r\n')
}

/** Vietnamese without marks, in ASCII. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]/g, '')
}

/** The name of a target as a folder of 8.3 beside others: `03BAOLAC`. */
export function folderName(name: string, index: number): string {
  const bare = name.replace(/^(huyện|thành phố|thị trấn|xã|phường|cụm)\s+/iu, '')
  return `${padded(index + 1, 2)}${capitals(bare).slice(0, 6) || 'GOI'}`
}

/** The letters and digits that every file system knows, in capitals. */
export const capitals = (text: string): string =>
  plain(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')

/** A file name for people: `goi-bao-lac-so-2.zip`. */
export function zipName(name: string, sequence: number): string {
  const words = plain(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `goi-${words || 'loa'}-so-${sequence}.zip`
}

const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * What a person reads from a cue sheet and compares: 12 signs of Crockford's base 32 in groups of four, from the
 * first 60 bits of a sha256 given as hex. Without I, L, O and U, which are taken for other signs.
 */
export function checkCode(sha256: string): string {
  let bits = BigInt(`0x${sha256.slice(0, 15)}`)
  let code = ''
  for (let sign = 0; sign < 12; sign++) {
    code = `${CODE_LETTERS[Number(bits % 32n)]}${code}`
    bits /= 32n
  }
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
