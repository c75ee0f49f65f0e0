/** Letters and figures of a name as ASCII, words joined by dashes: stations' systems take nothing else. */
function ascii(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

const mostOfWork = 60
/** FAT32 and NTFS hold 255 units a name; some players and backup tools fewer, and the folder stands before it. */
const mostOfName = 120

/** What a preset's name pattern may name. */
export interface NameParts {
  shortName: string
  number: number
  preset: string
  language: string | null
  /** The day it was asked for, ISO. */
  day: string
}

/** Windows keeps these for devices, in any case and with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * The name of a delivery's folder and of its programme, without ending. Only A-Z a-z 0-9 _ - and dots between them, so that FAT32,
 * exFAT, Windows and a station's import take it alike.
 * Patterns name {work}, {version}, {preset}, {language} and {date} (20210927); words in between stay where they are safe.
 */
export function deliveryName(pattern: string, parts: NameParts): string {
  const values: Record<string, string> = {
    work: ascii(parts.shortName).slice(0, mostOfWork).replace(/-+$/, '') || 'vang',
    version: String(parts.number),
    preset: parts.preset,
    language: ascii(parts.language ?? 'xx'),
    date: parts.day.replaceAll('-', ''),
  }
  const name = pattern
    .replace(/\{(\w+)\}/g, (_, part: string) => values[part] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, mostOfName)
    .replace(/^[.-]+|[.-]+$/g, '')
  if (name === '') return `vang_b${parts.number}_${parts.preset}`
  return devices.test(name.split('.')[0] ?? '') ? `vang-${name}` : name
}

/** The name, or the first of name_2, name_3, … that nothing else has; names that differ in case alone collide on FAT. */
export function freeName(name: string, taken: Iterable<string>): string {
  const known = new Set([...taken].map((one) => one.toLowerCase()))
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name}_${n}`
    if (!known.has(tried.toLowerCase())) return tried
  }
}
