import { liveQuery } from 'dexie'
import { kept } from '../store/kept.ts'
import { after, speechAfter } from './evening.ts'
import { closeStretch } from './heard.ts'
import { tellPhone } from './media-session.ts'
import { audio, goTo, note, play, resume, silence } from './player.ts'
import { inTurn, isWithdrawn, set, show, soundAt, stage } from './stage.ts'
import { type StallWatch, watched } from './stall.ts'

/** Follows what really sounds: the audio tells when it begins, moves on, is taken away and ends, or stands still without a word. */
export function listen(): void {
  audio.addEventListener('playing', () => void inTurn(beganToSound))
  audio.addEventListener('timeupdate', eachSecond)
  audio.addEventListener('pause', () => audio.ended || void inTurn(wasTaken))
  audio.addEventListener('ended', () => void inTurn(wasHeard))
  audio.addEventListener('error', () => void inTurn(wasBroken))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && stage.get()?.halted === 'call') void resume()
  })
  setInterval(lookForStall, 1000)
  stage.subscribe(() => tellPhone(stage.get(), audio))
  liveQuery(() => kept('state')).subscribe(() => void inTurn(wasWithdrawn))
}

async function wasWithdrawn(): Promise<void> {
  const on = stage.get()
  if (on && on.halted !== 'withdrawn' && (await isWithdrawn(on.row.packageId))) await silence('withdrawn')
}

/** Whatever is further on than that was reached in another way than by sounding (ms). */
const TOLD_WITHIN_MS = 1000

async function beganToSound(): Promise<void> {
  const on = stage.get()
  const sound = on && soundAt(on)
  if (!on || !sound || on.row.stretch || audio.paused) return
  const { versionId, contentId, part, position } = sound
  const nowMs = audio.currentTime * 1000
  // A busy phone tells late that it sounds: what sounded meanwhile was heard too.
  const late = nowMs - on.row.atMs
  const fromMs = Math.round(late > 0 && late < TOLD_WITHIN_MS ? on.row.atMs : nowMs)
  const at = new Date(Date.now() - (nowMs - fromMs)).toISOString()
  // After a call the phone itself may go on.
  show({ halted: null })
  await set({
    ...on.row,
    phase: 'playing',
    atMs: fromMs,
    stretch: { versionId, contentId, part, position, fromMs, at },
  })
}

let second = 0
function eachSecond(): void {
  const now = Math.floor(audio.currentTime)
  if (now === second) return
  second = now
  void inTurn(async () => {
    const row = stage.get()?.row
    if (row?.stretch && !audio.paused) await set({ ...row, atMs: audio.currentTime * 1000 })
  })
}

/** Paused, and not by us: a call came in, or an earphone was pulled. */
async function wasTaken(): Promise<void> {
  const row = stage.get()?.row
  if (row?.phase !== 'playing' || !audio.paused || !row.stretch) return
  show({ row: await closeStretch({ ...row, atMs: audio.currentTime * 1000 }), halted: 'call' })
}

async function wasHeard(): Promise<void> {
  const on = stage.get()
  // A thumb was faster: something else sounds already.
  if (!on?.row.stretch || !audio.ended) return
  const row = await closeStretch({ ...on.row, atMs: audio.currentTime * 1000 })
  const follows = after(on.items, row, row.language)
  if (!follows) return set({ ...row, phase: 'ended' })
  const speaks = follows.item !== row.item && row.item === speechAfter(on.items, on.pauseMs)
  show({ notice: null })
  await set({ ...row, ...follows, atMs: 0, phase: speaks ? 'speech' : 'playing' })
  await (speaks ? note('stop', 'speech') : play())
}

async function wasBroken(): Promise<void> {
  // Taken away by ourselves, to begin anew.
  if (!audio.error || !stage.get()) return
  await note('note', { what: 'damaged', item: (stage.get()?.row.item ?? 0) + 1 })
  await silence('damaged')
}

let watch: StallWatch | undefined
function lookForStall(): void {
  const on = stage.get()
  const sounds = on?.row.phase === 'playing' && on.halted === null && !audio.paused && !audio.ended
  if (!sounds) {
    watch = undefined
    return
  }
  const { act, ...next } = watched(watch, { atMs: audio.currentTime * 1000, nowMs: performance.now() })
  watch = next
  if (act !== 'none') void overcome(act)
}

/** Sound that stands still is begun anew at its place, and passed over when that does not help: the evening goes on. */
async function overcome(act: 'again' | 'skip'): Promise<void> {
  const item = stage.get()?.row.item ?? 0
  const isLast = item + 1 >= (stage.get()?.items.length ?? 0)
  await inTurn(() => note('note', { what: act === 'again' ? 'stalled' : 'skipped', item: item + 1 }))
  if (act === 'skip' && !isLast) {
    await goTo(item + 1)
    return show({ notice: 'skipped' })
  }
  await inTurn(async () => {
    const row = stage.get()?.row
    if (row) show({ row: await closeStretch({ ...row, atMs: audio.currentTime * 1000 }), notice: 'stalled' })
    audio.load()
    await play()
  })
}
