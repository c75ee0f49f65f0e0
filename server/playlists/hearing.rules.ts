import type { Heard, Hearing } from './hearing.schema.ts'
import type { PlayedPart } from './playlists.schema.ts'
import type { Cell, Choice } from './resolution.schema.ts'

/** One work of an evening with what a package brings of it. */
export interface Brought {
  readonly number: number
  readonly part: PlayedPart
  readonly title: string
  readonly cell: Cell
}

/** Of what a package brings, the version in the earliest language of a place's own order; else what is played first. */
export function chosenFor(languages: readonly string[], { first, along }: Cell): Choice | null {
  if (!first || first.language === null) return first
  const brought = [first, ...along]
  for (const language of languages) {
    const own = brought.find((choice) => choice.language === language)
    if (own) return own
  }
  return first
}

/** The parts before the hamlet head speaks. */
const beforePause: ReadonlySet<PlayedPart> = new Set(['callIn', 'notices', 'message'])

/**
 * An evening as it is heard at a place that speaks in an order of its own: works in order, holes where a work is
 * missing, the pause (ms) between message and film, each with the moment it begins at.
 */
export function programmeOf(
  brought: readonly Brought[],
  languages: readonly string[],
  pauseMs: number,
): Pick<Hearing, 'programme' | 'totalMs'> {
  const programme: Heard[] = []
  let atMs = 0
  const pause = () => {
    if (pauseMs > 0) programme.push({ what: 'pause', atMs, durationMs: pauseMs })
    atMs += pauseMs
  }
  const sound = (
    about: Omit<Brought, 'cell'>,
    choice: Choice,
    how: { second: boolean; switched: boolean },
  ) => {
    const { versionId, language, inMs, outMs, durationMs } = choice
    const { number, part, title } = about
    programme.push({
      what: 'sound',
      atMs,
      number,
      part,
      title,
      versionId,
      language,
      inMs,
      outMs,
      durationMs,
      ...how,
    })
    atMs += durationMs
  }
  let paused = false
  for (const { cell, ...about } of brought) {
    if (!paused && !beforePause.has(about.part)) {
      paused = true
      pause()
    }
    const choice = chosenFor(languages, cell)
    if (!choice) {
      programme.push({ what: 'hole', atMs, ...about })
      continue
    }
    sound(about, choice, { second: false, switched: choice.versionId !== cell.first?.versionId })
    if (cell.second && choice.language !== 'vi') sound(about, cell.second, { second: true, switched: false })
  }
  if (!paused) pause()
  return { programme, totalMs: atMs }
}
