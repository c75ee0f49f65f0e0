import { maxDurationMs, maxPixels } from './allowed.ts'
import type { Finding } from './finding.ts'
import type { Declared } from './formats/declared.ts'
import { inspectMp4 } from './formats/isobmff.ts'
import { type Format, recognise } from './formats/magic.ts'
import { inspectMatroska } from './formats/matroska.ts'
import { inspectMxf } from './formats/mxf.ts'
import { inspectAvi, inspectWav } from './formats/riff.ts'
import { inspectOthers, pictureSize } from './formats/small.ts'
import { inspectTransport } from './formats/transport.ts'
import { type Ends, openWindow } from './formats/window.ts'

export type { Format } from './formats/magic.ts'

/** How much of each end is worth sending: an index of several hours fits. */
export const endBytes = 4 * 1024 ** 2

export type EndsReport = { format: Format } & Declared

/**
 * What can be known of a file from its first and last 4 MiB, before it travels: pure, and free of Node.
 * Ends shorter than 4 MiB are fine; a file of at most 4 MiB is the same bytes twice. Nothing here trusts the name.
 */
export function inspectEnds({ head, tail, sizeBytes }: Ends & { fileName?: string }): EndsReport {
  const format = sizeBytes === 0 ? 'empty' : recognise(head)
  const ends = { head, tail, sizeBytes }
  const declared = inspectAs(format, ends)
  const findings = [...declared.findings, ...trackFindings(declared)]
  return { format, ...declared, findings }
}

function inspectAs(format: Format, ends: Ends): Declared {
  const window = openWindow(ends)
  if (format === 'mp4' || format === 'mov') return inspectMp4(window)
  if (format === 'mxf') return inspectMxf(ends)
  if (format === 'mkv') return inspectMatroska(window)
  if (format === 'avi') return inspectAvi(window)
  if (format === 'wav') return inspectWav(window)
  if (format === 'ts') return inspectTransport(ends.head)
  if (format === 'empty') return refused('empty_file')
  if (format === 'playlist') return refused('playlist')
  if (format === 'archive') return refused('archive')
  if (format === 'text' || format === 'other') return refused('not_media')
  if (format === 'picture') {
    const size = pictureSize(ends.head)
    return refused(size && size.width * size.height > maxPixels ? 'too_many_pixels' : 'still_picture')
  }
  // Unrecognised is not yet refused: ffprobe, which reads further, has the last word.
  if (format === 'unknown') return { findings: [{ code: 'not_media', severity: 'warning' }] }
  return inspectOthers(format, window)
}

function refused(code: Finding['code']): Declared {
  return { findings: [{ code, severity: 'error' }] }
}

function trackFindings({ hasPicture, hasSound, durationMs = 0 }: Declared): Finding[] {
  if (durationMs > maxDurationMs) return [{ code: 'too_long', severity: 'error' }]
  if (hasPicture && hasSound === false) return [{ code: 'no_sound', severity: 'warning' }]
  if (hasPicture === false && hasSound) return [{ code: 'no_picture', severity: 'info' }]
  if (hasPicture === false && hasSound === false) return [{ code: 'no_streams', severity: 'error' }]
  return []
}
