/** What stands beside a title without being part of it. */
const BESIDE = /\((?:pl|phat lai|tt|truc tiep)\)/g

/** The words of a title without tones, marks, case and signs; "phần 2" stays two words, for parts differ by a number alone. */
export function titleWords(title: string): string[] {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
  return plain
    .replace(BESIDE, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/**
 * How alike two titles are: 0 for no word in common, 1 for the same words. Words weigh by their letters (Dice's
 * coefficient); a start of a word counts as the word ("ct" for "chương trình" does not). Titles whose numbers differ
 * are two parts of one series and never the same programme.
 */
export function alike(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const left = [...b]
  let common = 0
  for (const word of a) {
    const at = left.findIndex((other) => other === word || startsAlike(word, other))
    if (at < 0) continue
    common += word.length + (left[at]?.length ?? 0)
    left.splice(at, 1)
  }
  const total = lettersOf(a) + lettersOf(b)
  return numbersDiffer(a, b) ? Math.min(0.2, common / total) : common / total
}

const lettersOf = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0)

const startsAlike = (a: string, b: string) =>
  Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a))

const numbersIn = (words: readonly string[]) => words.filter((word) => /^\d+$/.test(word)).join(' ')

function numbersDiffer(a: readonly string[], b: readonly string[]): boolean {
  const [of, other] = [numbersIn(a), numbersIn(b)]
  return of !== '' && other !== '' && of !== other
}
