import { stayAwake } from '../../ui/awake.ts'
import { clearOut } from '../packages/clearing.ts'
import type { Why } from '../packages/fitness.ts'
import { tonight } from '../showing/use-agenda.ts'
import { forget, kept } from '../store/kept.ts'
import { sync } from '../sync/sync.ts'
import { after, samePlace, soundsIn } from './evening.ts'
import type { EveningRow } from './evening-row.ts'
import { closeStretch, log } from './heard.ts'
import { verified } from './sound.ts'
import {
  type Halted,
  inTurn,
  isWithdrawn,
  leaveStage,
  open,
  set,
  show,
  soundAt,
  stage,
  takeStage,
} from './stage.ts'

/** What the evening sounds from; it lives as long as the page. */
export const audio = new Audio()

/** Begins an evening. `reasons` are what a person said why it sounds all the same. */
export const begin = (packageId: string, reasons: { what: 'expired' | 'hours'; reason: string }[]) =>
  inTurn(async (): Promise<Why | null> => {
    if (!(await takeStage())) return 'elsewhere'
    const opened = await open({ ...fresh, packageId, showing: await tonight() })
    if (opened) {
      leaveStage()
      return opened
    }
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

/** What fell silent longer ago than this does not begin to sound by itself when somebody opens the phone. */
const SOON_MS = 30 * 60_000

/** After a start of the player: writes down what sounded when it ended, and goes on at that second. */
export const recover = () =>
  inTurn(async () => {
    if (stage.get() || !(await kept('evening')) || !(await takeStage())) return
    const row = await kept('evening')
    if (!row) return leaveStage()
    const wasSounding = row.phase === 'playing' && soundedSince(row) < SOON_MS
    const closed = await closeStretch(row)
    if ((await open(closed)) !== null) {
      await forget('evening')
      return leaveStage()
    }
    if (wasSounding) await play()
    else if (closed.phase === 'playing') await set({ ...closed, phase: 'paused' })
  })

function soundedSince({ stretch, atMs }: EveningRow): number {
  if (!stretch) return Number.POSITIVE_INFINITY
  return Math.abs(Date.now() - (Date.parse(stretch.at) + atMs - stretch.fromMs))
}

/** Sounds from where the evening stands. */
export async function play(): Promise<void> {
  const on = stage.get()
  const sound = on && soundAt(on)
  if (!on || !sound) return
  if (await isWithdrawn(on.row.packageId)) return silence('withdrawn')
  const url = await verified(sound).catch(() => undefined)
  if (url === undefined) return silence('damaged')
  await set({ ...on.row, phase: 'playing' })
  if (audio.src !== url) audio.src = url
  audio.currentTime = on.row.atMs / 1000
  stayAwake(true)
  const refused = await isRefused()
  show({ halted: refused ? 'touch' : null })
  const next = after(on.items, on.row, on.row.language)
  const coming = next && soundAt(on, next)
  if (coming) void verified(coming).catch(() => undefined)
}

/** A sound that takes longer to begin is no reason to leave every button waiting. */
const BEGIN_MS = 4_000

const isRefused = (): Promise<boolean> => {
  const late = new Promise<boolean>((go) => setTimeout(go, BEGIN_MS, false))
  const begun = audio.play().then(
    () => false,
    (error: unknown) => error instanceof DOMException && error.name === 'NotAllowedError',
  )
  return Promise.race([begun, late])
}

/** Silence, with everything that sounded written down. */
export async function halt(): Promise<void> {
  const on = stage.get()
  if (!on) return
  const row = on.row.stretch ? { ...on.row, atMs: audio.currentTime * 1000 } : on.row
  await set({ ...row, phase: row.phase === 'playing' ? 'paused' : row.phase })
  audio.pause()
  show({ row: await closeStretch(stage.get()?.row ?? row) })
}

/** Silence that nobody asked for, and why. */
export async function silence(halted: Halted): Promise<void> {
  await halt()
  show({ halted })
}

export async function note(
  kind: 'stop' | 'language' | 'override' | 'note',
  detail: string | Record<string, string | number>,
): Promise<void> {
  const row = stage.get()?.row
  if (row) await log(row, { kind, packageId: row.packageId, detail })
}

export const resume = () => inTurn(play)
export const pause = () => inTurn(halt)

/** The hamlet head takes the microphone. */
export const speech = () =>
  inTurn(async () => {
    await halt()
    const on = stage.get()
    if (!on) return
    await set({ ...on.row, phase: 'speech' })
    await note('stop', 'speech')
  })

export const goTo = (item: number) =>
  inTurn(async () => {
    await halt()
    const on = stage.get()
    if (!on?.items[item]) return
    show({ notice: null })
    await set({ ...on.row, item, sound: 0, atMs: 0 })
    await play()
  })

const RESTART_AFTER_MS = 5000
export const next = () => goTo((stage.get()?.row.item ?? 0) + 1)
/** To the beginning of what sounds, or, when it has just begun, to what was before. */
export const previous = () => {
  const row = stage.get()?.row
  if (!row) return
  const restart = row.atMs > RESTART_AFTER_MS || row.sound > 0 || row.item === 0
  return goTo(restart ? row.item : row.item - 1)
}

/** Another language from here on, at the same place of what sounds now; null for the order of the list. */
export const speakIn = (language: string | null) =>
  inTurn(async () => {
    const was = stage.get()?.row.phase
    await halt()
    const on = stage.get()
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
    leaveStage()
    stayAwake(false)
    await clearOut()
    void sync()
  })
