import { thisDevice } from '../enrol/device.ts'
import { useStored } from '../store/use-stored.ts'
import { waitingEvents } from './forget.ts'

/** How many events the office does not have yet. */
export function useWaiting(): number | undefined {
  return useStored(async () => {
    const device = await thisDevice()
    return device ? await (await waitingEvents(device.id)).count() : 0
  })
}
