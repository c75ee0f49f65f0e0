import { store } from '../../ui/store.ts'
import { fitness, type Why } from '../packages/fitness.ts'
import { db } from '../store/db.ts'
import { forget, keep, kept } from '../store/kept.ts'
import { sync } from '../sync/sync.ts'
import { stayAwake } from './awake.ts'
import { after, type Item, itemsOf, samePlace, soundsIn, speechAfter } from './evening.ts'
import type { EveningRow } from './evening-row.ts'
import { closeStretch, log } from './heard.ts'
import { unready, verified } from './sound.ts'

export interface Stage {
  title: string
  place: string
  targetId: string
  pauseMs: number | null
  items: Item[]
  row: EveningRow
  /** `touch`: the phone wants a finger first; `call`: something else took the sound; `damaged`: the file is not ours any more. */
  halted: 'touch' | 'call' | 'damaged' | null
}

export const stage = store<Stage | null>(null)

const audio = new Audio()
let busy: Promise<unknown> = Promise.resolve()
/** One thing after the other: a thumb is faster than a disk. */
const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
  const turn = busy.then(task)
  busy = turn.catch((error: unknown) => console.error(error))
  return turn
}

const current = () => stage.get()
const soundAt = ({ items, row }: Stage, place = row) => {
  const item = items[place.item]
  return item && soundsIn(item, row.language)[place.sound]
}

function show(change: Partial<Stage>): void {
  const on = current()
  if (on) stage.set({ ...on, ...change })
}
async function set(row: EveningRow): Promise<void> {
  show({ row })
  await keep('evening', row)
}

/** Begins an evening. `reasons` are what a person said why it sounds all the same. */
export const begin = (packageId: string, reasons: { what: 'expired' | 'hours'; reason: string }[]) =>
  inTurn(async (): Promise<Why | null> => {
    const opened = await open({ ...fresh, packageId })
    if (opened) return opened
    await note('stop', 'begin')
    for (const { what, reason } of reasons) await note('override', { what, reason })
    void resume()
    return null
  })

const fresh = {
  item: 0,
  sound: 0,
  language: null,
  atMs: 0,
  phase: 'playing',
  stretch: null,
  plays: 0,
} as const

/** Puts a package on the stage, if it is still ours; answers why not. */
async function open(row: EveningRow): Promise<Why | null> {
  const one = await db.packages.get(row.packageId)
  const judged = one ? await fitness(one) : ({ ok: false, why: 'unsigned' } as const)
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
  })
  return null
}

/** After a start of the player: writes down what sounded when it ended, and goes on at that second. */
export const recover = () =>
  inTurn(async () => {
    const row = await kept('evening')
    if (!row || current()) return
    const closed = await closeStretch(row)
    if ((await open(closed)) !== null) return forget('evening')
    if (closed.phase === 'playing') await play()
  })

async function play(): Promise<void> {
  const on = current()
  const sound = on && soundAt(on)
  if (!on || !sound) return
  const url = await verified(sound)
  if (url === undefined) {
    await set({ ...on.row, phase: 'paused' })
    return show({ halted: 'damaged' })
  }
  await set({ ...on.row, phase: 'playing' })
  if (audio.src !== url) audio.src = url
  audio.currentTime = on.row.atMs / 1000
  stayAwake(true)
  const refused = await audio.play().then(
    () => false,
    () => true,
  )
  show({ halted: refused ? 'touch' : null })
  const next = after(on.items, on.row, on.row.language)
  const coming = next && soundAt(on, { ...on.row, ...next })
  if (coming) void verified(coming)
}

/** Silence, with everything that sounded written down. */
async function halt(): Promise<void> {
  const on = current()
  if (!on) return
  const row = on.row.stretch ? { ...on.row, atMs: audio.currentTime * 1000 } : on.row
  await set({ ...row, phase: row.phase === 'playing' ? 'paused' : row.phase })
  audio.pause()
  show({ row: await closeStretch(current()?.row ?? row) })
}

async function note(
  kind: 'stop' | 'language' | 'override',
  detail: string | Record<string, string>,
): Promise<void> {
  const row = current()?.row
  if (row) await log(row, { kind, packageId: row.packageId, detail })
}

export const resume = () => inTurn(play)
export const pause = () => inTurn(halt)

/** The hamlet head takes the microphone. */
export const speech = () =>
  inTurn(async () => {
    await halt()
    const on = current()
    if (!on) return
    await set({ ...on.row, phase: 'speech' })
    await note('stop', 'speech')
  })

const goTo = (item: number) =>
  inTurn(async () => {
    await halt()
    const on = current()
    if (!on?.items[item]) return
    await set({ ...on.row, item, sound: 0, atMs: 0 })
    await play()
  })

const RESTART_AFTER_MS = 5000
export const next = () => goTo((current()?.row.item ?? 0) + 1)
/** To the beginning of what sounds, or, when it has just begun, to what was before. */
export const previous = () => {
  const row = current()?.row
  if (!row) return
  const restart = row.atMs > RESTART_AFTER_MS || row.sound > 0 || row.item === 0
  return goTo(restart ? row.item : row.item - 1)
}

/** Another language from here on, at the same place of what sounds now. */
export const speakIn = (language: string | null) =>
  inTurn(async () => {
    const was = current()?.row.phase
    await halt()
    const on = current()
    const before = on && soundAt(on)
    if (!on || !before) return
    const item = on.items[on.row.item]
    const sounds = item ? soundsIn(item, language) : []
    const then = sounds[0] ?? before
    const atMs = then.versionId === before.versionId ? on.row.atMs : samePlace(on.row.atMs, before, then)
    await set({ ...on.row, language, sound: 0, atMs })
    await note('language', `${on.row.language ?? 'list'}>${language ?? 'list'}`)
    if (was === 'playing') await play()
  })

export const end = () =>
  inTurn(async () => {
    await halt()
    await note('stop', 'end')
    await forget('evening')
    stage.set(null)
    stayAwake(false)
    void sync()
  })

audio.addEventListener('playing', () => {
  void inTurn(async () => {
    const on = current()
    const sound = on && soundAt(on)
    if (!on || !sound || on.row.stretch || audio.paused) return
    const { versionId, contentId, part, position } = sound
    const fromMs = Math.round(audio.currentTime * 1000)
    const at = new Date().toISOString()
    await set({ ...on.row, atMs: fromMs, stretch: { versionId, contentId, part, position, fromMs, at } })
  })
})

let second = 0
audio.addEventListener('timeupdate', () => {
  const now = Math.floor(audio.currentTime)
  if (now === second) return
  second = now
  void inTurn(async () => {
    const row = current()?.row
    if (row?.stretch && !audio.paused) await set({ ...row, atMs: audio.currentTime * 1000 })
  })
})

audio.addEventListener('pause', () => {
  if (audio.ended) return
  void inTurn(async () => {
    // Not by us: a call came in, or an earphone was pulled.
    if (current()?.row.phase !== 'playing' || !audio.paused || !current()?.row.stretch) return
    const row = { ...(current() as Stage).row, atMs: audio.currentTime * 1000 }
    show({ row: await closeStretch(row), halted: 'call' })
  })
})

audio.addEventListener('ended', () => {
  void inTurn(async () => {
    const on = current()
    if (!on) return
    const row = await closeStretch({ ...on.row, atMs: audio.currentTime * 1000 })
    const follows = after(on.items, row, row.language)
    if (!follows) return set({ ...row, phase: 'ended' })
    const speaks = follows.item !== row.item && row.item === speechAfter(on.items, on.pauseMs)
    await set({ ...row, ...follows, atMs: 0, phase: speaks ? 'speech' : 'playing' })
    await (speaks ? note('stop', 'speech') : play())
  })
})

audio.addEventListener('error', () => show({ halted: 'damaged' }))

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && current()?.halted === 'call') void resume()
})
