import { useState } from 'react'
import { dayOf } from '../clock-store.ts'
import { thisDevice } from '../enrol/device.ts'
import { append, ownEvents } from '../log/chain.ts'
import { type Playable, useShelves } from '../packages/use-shelf.ts'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { itemsOf } from '../stop/evening.ts'
import { db } from '../store/db.ts'
import { useStored } from '../store/use-stored.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import type { Evening } from './agenda.ts'

/** Writes down, as said by a person and not measured, that a whole package sounded once from a stick. */
async function declare({ one, manifest }: Playable, at: Evening | null): Promise<void> {
  const device = await thisDevice()
  if (!device) return
  const place = at ? { showingId: at.key, hamletId: at.hamlet.id } : {}
  await db.transaction('rw', db.events, db.kept, async () => {
    for (const { part, first } of itemsOf(manifest))
      for (const { versionId, contentId, position } of first) {
        const sound = { versionId, contentId, part, position }
        const said = { kind: 'declared' as const, packageId: one.id, count: 1, detail: 'stick' }
        await append(device.id, { ...said, ...sound, ...place })
      }
  })
}

/** How often each package was declared today: as often as the work that was declared most. */
async function declaredToday(): Promise<Map<string, number>> {
  const device = await thisDevice()
  const today = dayOf(Date.now())
  const events = await ownEvents(device?.id ?? '')
    .filter(({ kind, at }) => kind === 'declared' && dayOf(Date.parse(at)) === today)
    .toArray()
  const times = new Map<string, number>()
  for (const [, some] of Map.groupBy(
    events,
    (event) => `${event.packageId} ${event.position} ${event.versionId}`,
  )) {
    const id = some[0]?.packageId ?? ''
    times.set(id, Math.max(times.get(id) ?? 0, some.length))
  }
  return times
}

/** A play from a stick, which nobody could measure: two taps, which package and where. */
export function Declare({ open }: { open: readonly Evening[] }) {
  const shelves = useShelves()
  const times = useStored(declaredToday)
  const [chosen, setChosen] = useState<string | null>(null)
  const whole = shelves?.flatMap(({ current, withdrawn, ...rest }) =>
    current && withdrawn === null ? [{ ...rest, current }] : [],
  )
  if (!whole?.length) return null
  const say = async (playable: Playable, at: Evening | null) => {
    setChosen(null)
    await declare(playable, at)
    void sync()
  }
  return (
    <Card title={t('declare.title')}>
      <Muted>{t('declare.about')}</Muted>
      {whole.map(({ slot, title, place, current }) => {
        const number = current.manifest.publication.number
        const told = times?.get(current.one.id) ?? 0
        return (
          <div className="stack" key={slot}>
            {told > 0 && <Says tone="ok">{t('declare.told', { title, count: told })}</Says>}
            {chosen !== slot ? (
              <Big icon="usb" onClick={() => setChosen(slot)}>
                {t('declare.package', { title, number })}
              </Big>
            ) : (
              <>
                {(open.length > 0 ? open : [null]).map((at) => (
                  <Big main key={at?.key ?? ''} onClick={() => void say(current, at)}>
                    {t('declare.at', { place: at?.hamlet.name ?? place })}
                  </Big>
                ))}
                <Big onClick={() => setChosen(null)}>{t('declare.no')}</Big>
              </>
            )}
          </div>
        )
      })}
    </Card>
  )
}
