import { thisDevice } from '../enrol/device.ts'
import { append, type Happening } from '../log/chain.ts'
import { keep } from '../store/kept.ts'
import type { EveningRow } from './evening-row.ts'

/** Shorter than this nobody has heard anything; ms. */
const LEAST_HEARD_MS = 300

/** Writes down what sounded up to now, and with it, in one step, that it is written down. */
export async function closeStretch(row: EveningRow): Promise<EveningRow> {
  if (!row.stretch) return row
  const { at, ...heard } = row.stretch
  const playedMs = Math.round(row.atMs - heard.fromMs)
  const heardAny = playedMs >= LEAST_HEARD_MS
  const closed = { ...row, stretch: null, plays: row.plays + (heardAny ? 1 : 0) }
  if (heardAny)
    await log(closed, { kind: 'play', measured: true, packageId: row.packageId, at, playedMs, ...heard })
  else await keep('evening', closed)
  return closed
}

/** One more line of the log, and the evening as it then stands. */
export async function log(row: EveningRow, happening: Happening): Promise<void> {
  const device = await thisDevice()
  if (!device) throw new Error('An evening on a phone that is nobody’s')
  await append(device.id, { ...row.showing, ...happening }, () => keep('evening', row))
}
