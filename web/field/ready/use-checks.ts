import { useEffect, useState } from 'react'
import { installed } from '../install.ts'
import { useWaiting } from '../log/use-waiting.ts'
import { missingOf } from '../packages/settling.ts'
import { useShelves, useToday } from '../packages/use-shelf.ts'
import { kept } from '../store/kept.ts'
import { askToStay, space } from '../store/space.ts'
import { useStored } from '../store/use-stored.ts'
import { useBattery } from '../use-battery.ts'
import { type Check, checksOf } from './checks.ts'

/** The checks as they stand, asked anew whenever the page is looked at; undefined until all is known. */
export function useChecks(): Check[] | undefined {
  const shelves = useShelves()
  const today = useToday()
  const waiting = useWaiting()
  const battery = useBattery()
  const isInstalled = installed.use() !== 'no'
  const [room, setRoom] = useState<Awaited<ReturnType<typeof space>>>()
  useEffect(() => {
    // A browser that asks nobody answers at once.
    void askToStay().then(space).then(setRoom)
  }, [])
  const told = useStored(async () => {
    const packages = (shelves ?? []).map(async ({ current, coming, place, validTo, withdrawn }) => ({
      id: current?.one.id ?? '',
      place,
      validTo,
      whole: current !== null && (await missingOf(current.one)).length === 0,
      withdrawn: withdrawn !== null,
      newer: coming !== null,
    }))
    return {
      packages: await Promise.all(packages),
      state: await kept('state'),
      stick: await kept('stick'),
      clockUncertain: (await kept('clock'))?.uncertain ?? false,
    }
  }, [shelves])
  if (!shelves || !today || !told || waiting === undefined) return undefined
  const { packages, state, stick, clockUncertain } = told
  const planned = state?.showings.filter((one) => one.state === 'planned' && one.day >= today) ?? []
  const until = planned[0]?.tripEnds ?? planned[0]?.day ?? today
  const silent = planned.filter((one) => one.day <= until && !one.phone).map(({ hamlet }) => hamlet.name)
  return checksOf({
    until,
    packages,
    stick,
    battery,
    freeBytes: room?.freeBytes,
    installed: isInstalled,
    persistent: room?.persistent ?? true,
    clockUncertain,
    waiting,
    withoutPhone: [...new Set(silent)],
    contacts: state?.contacts.length ?? 0,
  })
}
