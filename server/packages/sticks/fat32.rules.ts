import { type BytePlan, madeOf, planBytes, type Stretch, zeros } from '../../http/byte-plan.rules.ts'
import {
  directoryEntry,
  type FatTime,
  firstCluster,
  type Geometry,
  recordBytes,
  reservedRegion,
  sectorBytes,
  tableBytes,
} from './fat32-records.rules.ts'

/** A file of the volume: a path of one folder at most, in capital letters of 8.3. */
export interface FatFile {
  readonly path: string
  readonly sizeBytes: number
  readonly stretches: readonly Stretch[]
}

interface Volume {
  /** At most 11 capital letters or digits. */
  readonly label: string
  readonly serial: number
  /** What every record is dated with. */
  readonly at: FatTime
}

/** With fewer a system takes the volume for FAT16, whatever it says of itself; and a few more, since some count wrongly. */
const fewestClusters = 65_525 + 16
/** What a system may write there on its own, such as Windows its System Volume Information. */
const roomBytes = 1 << 20
const name83 = /^[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?$/
const mostFileBytes = 2 ** 32 - 1

/**
 * A whole FAT32 volume as a plan: records stand in the given order, and so do the bytes, one file after the other, so
 * that a player which goes by either order plays in this one. Throws RangeError for what FAT or a player cannot hold.
 */
export function planFat32(files: readonly FatFile[], volume: Volume): BytePlan {
  const tops = topsOf(files)
  const geometryFor = (sectorsPerCluster: number) => layOut(tops, sectorsPerCluster)
  // Microsoft's own choice: small clusters up to 260 MB, then 4 KiB up to 8 GiB, 16 KiB beyond.
  const small = geometryFor(1)
  const laid =
    small.geometry.sectors * sectorBytes <= 260e6
      ? small
      : ([8, 32].map(geometryFor).find((one) => one.geometry.sectors * sectorBytes <= 8 * 2 ** 30) ??
        geometryFor(32))
  return planBytes(stretchesOf(tops, laid, volume))
}

/** What stands in the root: a file, or a folder with its files. */
type Top = { readonly name: string } & (
  | { readonly file: FatFile; readonly inside?: never }
  | { readonly inside: FatFile[]; readonly file?: never }
)

function topsOf(files: readonly FatFile[]): Top[] {
  const tops = new Map<string, Top>()
  const seen = new Set<string>()
  for (const file of files) {
    const [first = '', second, ...deeper] = file.path.split('/')
    const names = second === undefined ? [first] : [first, second]
    if (deeper.length > 0 || !names.every((name) => name83.test(name)))
      throw new RangeError(`Not a path of one folder in capitals of 8.3: ${file.path}`)
    if (seen.has(file.path) || (second === undefined && tops.has(first)))
      throw new RangeError(`Two of ${file.path}`)
    if (file.sizeBytes > mostFileBytes) throw new RangeError(`Longer than FAT32 can name: ${file.path}`)
    seen.add(file.path)
    if (second === undefined) {
      tops.set(first, { name: first, file })
      continue
    }
    const folder = tops.get(first) ?? { name: first, inside: [] }
    if (!folder.inside) throw new RangeError(`Both a file and a folder: ${first}`)
    folder.inside.push(file)
    tops.set(first, folder)
  }
  return [...tops.values()]
}

interface Laid {
  readonly geometry: Geometry
  readonly clusterBytes: number
  /** Of the root and of each folder and file, in the order of their bytes: where each begins; 0 for an empty file. */
  readonly starts: ReadonlyMap<FatFile | Top | 'root', number>
  readonly lasts: ReadonlySet<number>
  readonly nextFree: number
  readonly clusters: number
}

function layOut(tops: readonly Top[], sectorsPerCluster: number): Laid {
  const clusterBytes = sectorsPerCluster * sectorBytes
  const starts = new Map<FatFile | Top | 'root', number>()
  const lasts = new Set<number>()
  let next = firstCluster
  const take = (what: FatFile | Top | 'root', sizeBytes: number) => {
    const count = Math.ceil(sizeBytes / clusterBytes)
    starts.set(what, count > 0 ? next : 0)
    next += count
    if (count > 0) lasts.add(next - 1)
  }
  take('root', (tops.length + 1) * recordBytes)
  for (const top of tops) {
    if (top.file) take(top.file, top.file.sizeBytes)
    else {
      take(top, (top.inside.length + 2) * recordBytes)
      for (const file of top.inside) take(file, file.sizeBytes)
    }
  }
  const clusters = Math.max(fewestClusters, next - firstCluster + Math.ceil(roomBytes / clusterBytes))
  const fatSectors = Math.ceil(((clusters + firstCluster) * 4) / sectorBytes)
  // What follows the tables begins at a whole cluster and a whole page of flash.
  const whole = Math.max(8, sectorsPerCluster)
  const reservedSectors = Math.ceil((32 + 2 * fatSectors) / whole) * whole - 2 * fatSectors
  const sectors = reservedSectors + 2 * fatSectors + clusters * sectorsPerCluster
  const geometry = { sectors, reservedSectors, fatSectors, sectorsPerCluster }
  return { geometry, clusterBytes, starts, lasts, nextFree: next, clusters }
}

function* stretchesOf(tops: readonly Top[], laid: Laid, volume: Volume): Generator<Stretch> {
  const { geometry, clusterBytes, starts, nextFree, clusters } = laid
  const used = nextFree - firstCluster
  yield madeOf(reservedRegion(geometry, { ...volume, freeClusters: clusters - used, nextFree }))
  const table: Stretch = {
    sizeBytes: geometry.fatSectors * sectorBytes,
    make: (from, to) => tableBytes(laid, from, to),
  }
  yield table
  yield table
  const start = (what: FatFile | Top | 'root') => starts.get(what) ?? 0
  const filled = (sizeBytes: number) => zeros(Math.ceil(sizeBytes / clusterBytes) * clusterBytes - sizeBytes)
  function* whole(stretches: readonly Stretch[]): Generator<Stretch> {
    yield* stretches
    yield filled(stretches.reduce((sum, one) => sum + one.sizeBytes, 0))
  }
  const record = (name: string, kind: 'file' | 'folder' | 'label', cluster: number, sizeBytes = 0) =>
    madeOf(directoryEntry({ name, kind, cluster, sizeBytes }, volume.at))
  const fileRecord = (name: string, file: FatFile) =>
    record(padded(name), 'file', start(file), file.sizeBytes)

  const root = tops.map((top) =>
    top.file ? fileRecord(top.name, top.file) : record(padded(top.name), 'folder', start(top)),
  )
  yield* whole([record(volume.label.padEnd(11), 'label', 0), ...root])
  for (const top of tops) {
    if (top.file) yield* whole(top.file.stretches)
    else {
      const dots = [record('.'.padEnd(11), 'folder', start(top)), record('..'.padEnd(11), 'folder', 0)]
      const inside = top.inside.map((file) => fileRecord(file.path.slice(top.name.length + 1), file))
      yield* whole([...dots, ...inside])
      for (const file of top.inside) yield* whole(file.stretches)
    }
  }
  yield zeros((clusters - used) * clusterBytes)
}

/** `01MOI.MP3` as a record holds it: `01MOI   MP3`. */
function padded(name: string): string {
  const [stem = '', ending = ''] = name.split('.')
  return stem.padEnd(8) + ending.padEnd(3)
}
