import { judgedMs } from '../clock.ts'
import { dayOf } from '../clock-store.ts'
import { thisDevice } from '../enrol/device.ts'
import { ownEvents } from '../log/chain.ts'
import { heldSequence } from '../log/forget.ts'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { agendaOf, type Evening, openOn } from './agenda.ts'

/** The team's showings as this phone knows them. */
export async function agenda(): Promise<Evening[]> {
  const device = await thisDevice()
  const id = device?.id ?? ''
  const events = await ownEvents(id)
    .filter(({ kind }) => kind === 'showing')
    .toArray()
  return agendaOf({
    showings: (await kept('state'))?.showings ?? [],
    events,
    held: await heldSequence(id),
  })
}

export const useAgenda = () => useStored(agenda)

/** To which showing what sounds now belongs: the only one of today. */
export async function tonight(): Promise<{ showingId: string; hamletId: string } | null> {
  const clock = await kept('clock')
  const [only, other] = openOn(await agenda(), dayOf(clock ? judgedMs(clock) : Date.now()))
  return only && !other ? { showingId: only.key, hamletId: only.hamlet.id } : null
}
