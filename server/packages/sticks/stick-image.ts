import { Temporal } from 'temporal-polyfill'
import { STATION_ZONE } from '../../calendar/days.rules.ts'
import type { Deps } from '../../deps.ts'
import { planBytes } from '../../http/byte-plan.rules.ts'
import { readPlanned } from '../../http/planned-bytes.ts'
import type { Ranged } from '../../http/range.ts'
import { zipRanged } from '../../http/zip-bytes.ts'
import { canonicalJson } from '../../storage/canonical.rules.ts'
import { sha256Of } from '../../storage/canonical.ts'
import { zipName } from '../files.rules.ts'
import { planFat32 } from './fat32.rules.ts'
import { fatTime } from './fat32-records.rules.ts'
import { volumeLabel } from './stick-layout.rules.ts'
import type { Stick, StickFile } from './sticks.service.ts'

/** Changes whenever the plan of a volume would give other bytes for the same files. */
const LAYOUT = 'vang.fat32/1'

/** For people: `usb-bao-lac-so-2.img`. */
const fileName = ({ of }: Stick, ending: string) =>
  zipName(of.target.name, of.sequence).replace(/^goi-(.*)\.zip$/, `usb-$1.${ending}`)

/** A stick as a FAT32 volume that is served straight from the stored files; equal sticks are equal bytes. */
export function imageRanged(stick: Stick, { blobs }: Pick<Deps, 'blobs'>): Ranged {
  const { of, files, list, content } = stick
  const issued = Temporal.Instant.from(content.manifest.issuedAt).toZonedDateTimeISO(STATION_ZONE)
  const volume = {
    label: volumeLabel(of.target.name),
    serial: Number.parseInt(list.manifestSha256.slice(0, 8), 16),
    at: fatTime(issued),
  }
  const plan = planFat32(files, volume)
  const named = files.map(({ path, sha256 }) => ({ path, sha256 }))
  return {
    sizeBytes: plan.sizeBytes,
    etag: sha256Of(canonicalJson({ layout: LAYOUT, ...volume, at: { ...volume.at }, named })),
    mediaType: 'application/octet-stream',
    fileName: fileName(stick, 'img'),
    read: (start, end) => readPlanned(plan, blobs, start, end),
  }
}

/** The same files for whoever copies them by hand. */
export function stickZip(stick: Stick, { blobs }: Pick<Deps, 'blobs'>): Ranged {
  const entries = stick.files.map(({ stretches, ...file }) => ({ ...file, laid: stretches }))
  return zipRanged(entries, blobs, fileName(stick, 'zip'))
}

const mediaTypes: Record<string, string> = {
  MP3: 'audio/mpeg',
  M3U: 'audio/x-mpegurl',
  PDF: 'application/pdf',
  TXT: 'text/plain; charset=utf-8',
  JSN: 'application/json',
}

/** One file of a stick, to be written by a browser or heard. */
export function stickFileRanged(file: StickFile, { blobs }: Pick<Deps, 'blobs'>): Ranged {
  const plan = planBytes(file.stretches)
  return {
    sizeBytes: file.sizeBytes,
    etag: file.sha256,
    mediaType: mediaTypes[file.path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    fileName: file.path.split('/').at(-1) ?? file.path,
    inline: true,
    read: (start, end) => readPlanned(plan, blobs, start, end),
  }
}
