/** A stretch of the tape, in samples from its start; half-open. */
export interface Stretch {
  from: number
  to: number
}

/** Part of one reading of a line. A line read anew is a new visit; one that was interrupted goes on in the same. */
interface Piece extends Stretch {
  line: number
  visit: number
  /** From one start to the next stop. */
  take: number
}

/**
 * Everything that was ever recorded, in one row, and which of it is meant. Nothing is overwritten: reading a line again
 * adds to the end, and what counts is the latest visit to each line.
 */
export interface Tape {
  readonly pieces: readonly Piece[]
  /** Samples recorded, in all. */
  readonly length: number
}

export const emptyTape: Tape = { pieces: [], length: 0 }

const last = (tape: Tape) => tape.pieces.at(-1)

/** Begins to record at a line: anew, or where the last stop left it. */
export function begin(tape: Tape, line: number, goOn: boolean): Tape {
  const before = last(tape)
  const take = (before?.take ?? 0) + 1
  const visit = goOn && before?.line === line ? before.visit : (before?.visit ?? 0) + 1
  return { ...tape, pieces: [...tape.pieces, { line, visit, take, from: tape.length, to: tape.length }] }
}

/** The reader has come to another line. */
export function moveTo(tape: Tape, line: number): Tape {
  const before = last(tape)
  if (!before || before.line === line) return tape
  const next = { line, visit: before.visit + 1, take: before.take, from: tape.length, to: tape.length }
  // A line passed over without a sample was not read.
  const kept = before.to > before.from ? tape.pieces : tape.pieces.slice(0, -1)
  return { ...tape, pieces: [...kept, next] }
}

/** More has been recorded, of whatever line is being read. */
export function grow(tape: Tape, samples: number): Tape {
  const before = last(tape)
  if (!before) return tape
  const length = tape.length + samples
  return { length, pieces: [...tape.pieces.slice(0, -1), { ...before, to: length }] }
}

/** Takes back what was recorded between the last start and stop; the bytes stay on the tape, and count no more. */
export function withoutLastTake(tape: Tape): Tape {
  const take = last(tape)?.take
  return { ...tape, pieces: tape.pieces.filter((piece) => piece.take !== take) }
}

/** A tape that ends sooner: samples after that are lost, and with them what was read there. */
export function shortenedTo(tape: Tape, length: number): Tape {
  if (tape.length <= length) return tape
  const pieces = tape.pieces.map((piece) => ({ ...piece, to: Math.min(piece.to, length) }))
  return { length, pieces: pieces.filter(({ from, to }) => to > from) }
}

/** What counts of one line, in order. */
function readingOf(tape: Tape, line: number): Piece[] {
  const own = tape.pieces.filter((piece) => piece.line === line && piece.to > piece.from)
  const visit = Math.max(...own.map((piece) => piece.visit))
  return own.filter((piece) => piece.visit === visit)
}

export const linesRead = (tape: Tape): Set<number> =>
  new Set(tape.pieces.filter(({ from, to }) => to > from).map(({ line }) => line))

/**
 * All that counts, line by line, as stretches of the tape; those that were heard in one go are one. Two takes lie side by
 * side on the tape and yet were not heard one after the other: where they meet is a join like any other.
 */
export function programmeOf(tape: Tape): Stretch[] {
  const stretches: (Stretch & { take: number })[] = []
  for (const line of [...linesRead(tape)].sort((a, b) => a - b))
    for (const { from, to, take } of readingOf(tape, line)) {
      const before = stretches.at(-1)
      if (before?.to === from && before.take === take) before.to = to
      else stretches.push({ from, to, take })
    }
  return stretches.map(({ from, to }) => ({ from, to }))
}

/** Where the microphone was started or stopped, in samples and in order: the sound on either side is not the same moment's. */
export function seamsOf(tape: Tape): number[] {
  const seams = new Set<number>()
  tape.pieces.forEach(({ from, to, take }, index) => {
    if (tape.pieces[index - 1]?.take !== take) seams.add(from)
    if (tape.pieces[index + 1]?.take !== take) seams.add(to)
  })
  return [...seams]
}

export const lengthOf = (stretches: readonly Stretch[]) =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0)

/**
 * Moves the ends at which the programme jumps to the quietest place near by, for a line rarely ends at the very moment
 * it was left. `loudness` is one value per `step` samples; ends move by at most `reach` samples, and never over one of
 * the `seams`: an end that lies on one was meant, and stays.
 */
export function atPauses(
  stretches: readonly Stretch[],
  loudness: readonly number[],
  { step, reach, seams }: { step: number; reach: number; seams: readonly number[] },
): Stretch[] {
  const total = loudness.length * step
  const quietest = (at: number, least: number, most: number) => {
    let best = at
    let bestLoudness = Number.POSITIVE_INFINITY
    const first = Math.ceil(Math.max(least, at - reach, seams.findLast((seam) => seam <= at) ?? 0) / step)
    const end = Math.min(most, at + reach, seams.find((seam) => seam >= at) ?? total, total) / step
    for (let index = first; index < end; index++) {
      // Of equally quiet places the one nearest to where the reader left it.
      const here = (loudness[index] ?? 0) + Math.abs(index * step - at) / (reach * 1e6)
      if (here >= bestLoudness) continue
      best = index * step
      bestLoudness = here
    }
    return best
  }
  return stretches.map(({ from, to }, index) => {
    const middle = (from + to) / 2
    return {
      from: index === 0 ? from : quietest(from, 0, middle),
      to: index === stretches.length - 1 ? to : quietest(to, middle, total),
    }
  })
}
