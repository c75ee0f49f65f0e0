import { useMemo } from 'react'
import { store } from '../ui/store.ts'
import { dismiss, toast } from '../ui/toasts.ts'
import type { Amended, SlotChange } from './schedule.api.ts'
import { afterOwnSteps, sendStep } from './sending.ts'
import { StaleChange } from './stale.ts'

/** Something done to a plan that can be taken back, the latest last. */
interface Command {
  id: number
  /** What was done, in the reader's words: the button and the notice say it. */
  words: string
  /** Whose plan it belongs to; without one it can be taken back from any. */
  channelId?: string | undefined
  /** Of slots: what takes it back, as the server said. Kept in the tab, so that it outlives a reload. */
  slots?: { back: SlotChange[]; was: Record<string, number> }
  /** Of anything else. What cannot be done again leaves nothing to redo. */
  act?: { undo: () => Promise<unknown>; redo?: (() => Promise<unknown>) | undefined }
  toastId?: number
}
interface History {
  done: readonly Command[]
  undone: readonly Command[]
}

const MOST = 100
const KEPT = 'vang.draft-undo'

const history = store<History>(kept())
/** Why the latest offer of a notice could not be taken back; the page shows it. */
export const undoRefused = store<unknown>(null)
let next = Math.max(0, ...[...history.get().done, ...history.get().undone].map(({ id }) => id)) + 1

function kept(): History {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '') as History
  } catch {
    // Nothing kept yet, or storage is forbidden: undo then lasts as long as the page.
    return { done: [], undone: [] }
  }
}

function keep(now: History): void {
  history.set(now)
  const ofSlots = (commands: readonly Command[]) =>
    commands.filter((command) => command.slots).map(({ toastId: _, ...command }) => command)
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ done: ofSlots(now.done), undone: ofSlots(now.undone) }))
  } catch {
    // Full or forbidden: as above.
  }
}

function push(command: Omit<Command, 'id'>): number {
  const id = next++
  const elsewhere = (other: Command) =>
    command.channelId !== undefined && other.channelId !== command.channelId
  const { done, undone } = history.get()
  keep({ done: [...done.slice(1 - MOST), { ...command, id }], undone: undone.filter(elsewhere) })
  return id
}

/** How many steps of this page are on their way: what it shows of the plan is not yet what they leave. */
const underWay = store(0)
export const useUnderWay = () => underWay.use() > 0

/** One step at a time: each needs the revisions that the one before left. */
let queue: Promise<unknown> = Promise.resolve()
function inTurn<T>(step: () => Promise<T>): Promise<T> {
  const turn = queue.then(step, step)
  underWay.set(underWay.get() + 1)
  queue = turn.catch(() => undefined).finally(() => underWay.set(underWay.get() - 1))
  return turn
}

/**
 * Changes the draft in one step and remembers what takes it back. Where somebody else was faster nothing is kept, and a
 * StaleChange tells both sides.
 */
export function amend(
  channelId: string,
  words: string,
  changes: SlotChange[],
  { follow } = { follow: true },
): Promise<Amended> {
  return inTurn(async () => {
    const amended = await sendStep({ channelId, words, changes: changes.map(afterOwnSteps), follow })
    push({ channelId, words, slots: { back: amended.back, was: amended.was } })
    return amended
  })
}

/** Changes the draft over what somebody else has just done, as the person has chosen. */
export function amendOver(stale: StaleChange): Promise<unknown> {
  const theirs = new Map(stale.sides.map((side) => [side.id, side.theirs]))
  const changes = stale.asked.changes.flatMap((change) => {
    if (change.do === 'place') return change
    const slot = theirs.get(change.id)
    // What is gone can be neither edited nor taken out once more.
    if (slot === null) return []
    return slot ? { ...change, revision: slot.revision } : change
  })
  const { channelId, words } = stale.asked
  return changes.length > 0 ? amend(channelId, words, changes) : Promise.resolve()
}

/**
 * Lays slots by a step of its own, such as a paste or a copied day, and says it, with a button that takes them out
 * again; Ctrl+Z does the same, pressed before the answer too. `note` is said besides.
 */
export function layInTurn(
  channelId: string,
  lay: () => Promise<readonly { id: string; revision: number }[]>,
  wordsFor: (count: number) => string,
  note = () => '',
): Promise<void> {
  return inTurn(async () => {
    const back = (await lay()).map(({ id, revision }): SlotChange => ({ do: 'remove', id, revision }))
    const words = wordsFor(back.length)
    if (back.length > 0) offer(push({ channelId, words, slots: { back, was: {} } }), words + note())
    else toast(words + note())
  })
}

/** What is no change of slots, with what takes it back. */
export function remember(words: string, undo: () => Promise<unknown>, redo?: () => Promise<unknown>): number {
  return push({ words, act: { undo, redo } })
}

/** Says it, with a button that takes it back; Ctrl+Z does the same. `once` ends the offer with the countdown. */
export function offerUndo(words: string, undo: () => Promise<unknown>, once = false): void {
  const id = remember(words, undo)
  offer(id, words, once ? () => drop(id) : undefined)
}

/** The same for the latest change of slots. */
export function offerLatest(words: string): void {
  const latest = history.get().done.at(-1)
  if (latest) offer(latest.id, words)
}

function offer(id: number, words: string, onExpire?: () => void): void {
  const toastId = toast(words, { undo: () => takeBackDone(undefined, id).catch(undoRefused.set), onExpire })
  const { done, undone } = history.get()
  history.set({ done: done.map((known) => (known.id === id ? { ...known, toastId } : known)), undone })
}

function drop(id: number): void {
  const { done, undone } = history.get()
  const without = (commands: readonly Command[]) => commands.filter((known) => known.id !== id)
  keep({ done: without(done), undone: without(undone) })
}

const latestOf = (commands: readonly Command[], channelId: string | undefined) =>
  commands.findLast(
    (known) => channelId === undefined || known.channelId === undefined || known.channelId === channelId,
  )

/** Takes back one thing by its id, or the latest of a channel; answers its words, or nothing where there is none. */
export function takeBackDone(channelId?: string, id?: number): Promise<string | undefined> {
  return inTurn(async () => {
    const { done } = history.get()
    const command = id === undefined ? latestOf(done, channelId) : done.find((known) => known.id === id)
    if (!command) return undefined
    if (command.toastId !== undefined) dismiss(command.toastId)
    await turnRound(command, 'undone')
    return command.words
  })
}

/** Does again what was taken back last. */
export function doAgain(channelId?: string): Promise<string | undefined> {
  return inTurn(async () => {
    const command = latestOf(history.get().undone, channelId)
    if (!command) return undefined
    await turnRound(command, 'done')
    return command.words
  })
}

async function turnRound(command: Command, onto: 'done' | 'undone'): Promise<void> {
  const { id, words, channelId, slots, act } = command
  if (act) {
    drop(id)
    await (onto === 'undone' ? act.undo() : act.redo?.())
    if (act.redo) put({ id, words, channelId, act }, onto)
    return
  }
  if (!slots || channelId === undefined) return
  try {
    const amended = await sendStep({ channelId, words, changes: slots.back, follow: false })
    drop(id)
    renumber(slots.was, amended)
    put({ id, words, channelId, slots: { back: amended.back, was: amended.was } }, onto)
  } catch (refusal) {
    // It can never be taken back as it was; what else happened to come between stays possible.
    if (refusal instanceof StaleChange) {
      drop(id)
      refusal.asked.takingBack = true
    }
    throw refusal
  }
}

function put(command: Command, onto: 'done' | 'undone'): void {
  const now = history.get()
  keep({ ...now, [onto]: [...now[onto], command] })
}

/** A slot put back is as it was under an older number: what still speaks of the older one means the new. */
function renumber(was: Record<string, number>, { slots }: Amended): void {
  const renewed = new Map(slots.map((slot) => [slot.id, slot.revision]))
  const number = (id: string, revision: number) =>
    was[id] === revision ? (renewed.get(id) ?? revision) : revision
  const inBack = (change: SlotChange): SlotChange =>
    change.do === 'place' ? change : { ...change, revision: number(change.id, change.revision) }
  const inCommand = (command: Command): Command =>
    command.slots
      ? {
          ...command,
          slots: {
            back: command.slots.back.map(inBack),
            was: Object.fromEntries(
              Object.entries(command.slots.was).map(([id, revision]) => [id, number(id, revision)]),
            ),
          },
        }
      : command
  const { done, undone } = history.get()
  keep({ done: done.map(inCommand), undone: undone.map(inCommand) })
}

/** What Ctrl+Z and Ctrl+Y would do on this channel's page, in words. */
export function useHistory(channelId: string) {
  const { done, undone } = history.use()
  return useMemo(
    () => ({
      undoWords: latestOf(done, channelId)?.words,
      redoWords: latestOf(undone, channelId)?.words,
    }),
    [done, undone, channelId],
  )
}
