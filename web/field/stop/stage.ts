import { store } from '../../ui/store.ts'
import { type Fitness, fitness } from '../packages/fitness.ts'
import { db } from '../store/db.ts'
import { keep, kept } from '../store/kept.ts'
import { type Item, itemsOf, soundsIn } from './evening.ts'
import type { EveningRow } from './evening-row.ts'
import { unready } from './sound.ts'

/** Why it is silent though nobody paused it: the phone wants a finger first, something else took the sound, or it may not sound. */
export type Halted = 'touch' | 'call' | 'damaged' | 'withdrawn'

export interface Stage {
  title: string
  place: string
  targetId: string
  pauseMs: number | null
  items: Item[]
  row: EveningRow
  halted: Halted | null
  /** What went wrong and was overcome: the sound stood still and was begun anew, or passed over. */
  notice: 'stalled' | 'skipped' | null
}

/** The evening that is going on. */
export const stage = store<Stage | null>(null)

let busy: Promise<unknown> = Promise.resolve()
/** One thing after the other: a thumb is faster than a disk. */
export const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
  const turn = busy.then(task)
  busy = turn.catch((error: unknown) => console.error(error))
  return turn
}

export const soundAt = ({ items, row }: Stage, place: { item: number; sound: number } = row) => {
  const item = items[place.item]
  return item && soundsIn(item, row.language)[place.sound]
}

export function show(change: Partial<Stage>): void {
  const on = stage.get()
  if (on) stage.set({ ...on, ...change })
}

export async function set(row: EveningRow): Promise<void> {
  show({ row })
  await keep('evening', row)
}

/** Puts a package on the stage, if it is still ours; answers why not. */
export async function open(row: EveningRow): Promise<Extract<Fitness, { ok: false }>['why'] | null> {
  const one = await db.packages.get(row.packageId)
  const judged: Fitness = one ? await fitness(one) : { ok: false, why: 'unsigned' }
  if (!judged.ok) return judged.why
  const { playlist, target, evening } = judged.manifest
  unready()
  stage.set({
    title: playlist.title,
    place: target.name,
    targetId: target.id,
    pauseMs: evening.pauseMs,
    items: itemsOf(judged.manifest),
    row,
    halted: null,
    notice: null,
  })
  return null
}

/** The office may take a package back while it sounds. */
export const isWithdrawn = async (id: string): Promise<boolean> =>
  (await kept('state'))?.packages.some((one) => one.id === id && one.state === 'withdrawn') ?? false

const LONG_MS = 2_000
let leave: (() => void) | undefined

/** Only one window of this phone has the stage: two would sound twice, and write it down twice. */
export const takeStage = (): Promise<boolean> =>
  new Promise((taken) => {
    if (leave) return taken(true)
    const held = () =>
      new Promise<void>((left) => {
        leave = left
        taken(true)
      })
    // A window that was just closed is given time to let go.
    navigator.locks
      .request('vang.stage', { signal: AbortSignal.timeout(LONG_MS) }, held)
      .catch(() => taken(false))
  })

export function leaveStage(): void {
  stage.set(null)
  leave?.()
  leave = undefined
}
