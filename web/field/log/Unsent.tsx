import { thisDevice } from '../enrol/device.ts'
import { Says } from '../shell/Card.tsx'
import { useStored } from '../store/use-stored.ts'
import { useNow } from '../use-now.ts'
import { t } from '../words.ts'
import { day } from '../written.ts'
import { waitingEvents } from './forget.ts'

/** Every evening is sent within a day where there is a line at all. */
const LATE_MS = 24 * 3_600_000

/** Warns of a log that the office has not acknowledged for a day: nobody else has it. */
export function Unsent() {
  const now = useNow(60_000)
  const told = useStored(async () => {
    const device = await thisDevice()
    if (!device) return undefined
    const waiting = await waitingEvents(device.id)
    return { count: await waiting.count(), since: (await waiting.first())?.at }
  })
  // Of a clock that ran ahead nobody knows how long ago it was.
  if (!told?.since || Math.abs(now - Date.parse(told.since)) < LATE_MS) return null
  return <Says tone="warn">{t('log.unsent', { count: told.count, day: day(told.since) })}</Says>
}
