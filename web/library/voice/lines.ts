/** What is read in one breath, with its Vietnamese beside it. */
export interface Line {
  /** Empty where nobody wrote the text in this language: then the Vietnamese is what one looks at. */
  text: string
  vietnamese: string
}

const longest = 220

/** Cuts a spoken text where a reader takes breath: at lines and sentences, and within what goes on for too long. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?…;:]["”’)]?)\s+/u))
    .flatMap(breathsOf)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

function breathsOf(sentence: string): string[] {
  if (sentence.length <= longest) return [sentence]
  const middle = sentence.length / 2
  const places = [...sentence.matchAll(/,\s+/g)].map((match) => match.index + match[0].length)
  const spaces = [...sentence.matchAll(/\s+/g)].map((match) => match.index + match[0].length)
  const nearest = (all: number[]) =>
    all.reduce<number | undefined>(
      (best, at) => (best === undefined || Math.abs(at - middle) < Math.abs(best - middle) ? at : best),
      undefined,
    )
  const within = places.filter((at) => Math.abs(at - middle) < middle / 2)
  const at = nearest(within.length > 0 ? within : spaces)
  if (!at || at >= sentence.length) return [sentence]
  return [...breathsOf(sentence.slice(0, at)), ...breathsOf(sentence.slice(at))]
}

/**
 * The lines of a teleprompter. Sentences of equal number belong together; otherwise each Vietnamese one stands beside
 * the line that lies at the same share of the whole.
 */
export function linesOf(script: string, vietnamese: string): Line[] {
  const spoken = sentencesOf(script)
  const meant = sentencesOf(vietnamese)
  if (spoken.length === 0) return meant.map((sentence) => ({ text: '', vietnamese: sentence }))
  if (spoken.length === meant.length)
    return spoken.map((text, index) => ({ text, vietnamese: meant[index] ?? '' }))
  const starts = sharesOf(spoken)
  const beside = spoken.map((): string[] => [])
  const shares = sharesOf(meant)
  meant.forEach((sentence, index) => {
    const middle = ((shares[index] ?? 0) + (shares[index + 1] ?? 1)) / 2
    beside[indexAt(starts, middle)]?.push(sentence)
  })
  return spoken.map((text, index) => ({ text, vietnamese: (beside[index] ?? []).join(' ') }))
}

/** Where each begins as a share (0 to 1) of the whole, by its letters. */
function sharesOf(texts: readonly string[]): number[] {
  const total = texts.reduce((sum, text) => sum + text.length, 0) || 1
  let before = 0
  return texts.map((text) => {
    const share = before / total
    before += text.length
    return share
  })
}

const shown = ({ text, vietnamese }: Line) => text || vietnamese

/** When each line begins, in ms, if all of them fill a time evenly by their letters. */
export function startsOf(lines: readonly Line[], durationMs: number): number[] {
  return sharesOf(lines.map(shown)).map((share) => share * durationMs)
}

/** Which line runs at a place, for starts in the same unit. */
export function indexAt(starts: readonly number[], at: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= at),
  )
}

// Minority languages are written in syllables as Vietnamese is; an announcer says some 170 of these a minute.
const syllablesAMinute = 170

/** How long all lines take when read aloud at an announcer's pace, in ms. */
export function readingMs(lines: readonly Line[]): number {
  const syllables = lines.reduce((sum, line) => sum + shown(line).split(/[\s-]+/).length, 0)
  return (syllables / syllablesAMinute) * 60_000
}
