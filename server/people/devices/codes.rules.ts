// Without what is misread or misheard: 0 O 1 I L, and U for V.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10

/** Ten signs of thirty (49 bits) in two groups, from as many random bytes as it takes; `random` answers in 0 … n - 1. */
export function newCode(random: (n: number) => number): string {
  const signs = Array.from({ length: LENGTH }, () => LETTERS.charAt(random(LETTERS.length)))
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`
}

/** The code as it is kept, however it was typed; undefined where it cannot be one. */
export function readCode(typed: string): string | undefined {
  const signs = typed.toUpperCase().replace(/[\s-]/g, '')
  return signs.length === LENGTH && [...signs].every((sign) => LETTERS.includes(sign)) ? signs : undefined
}
