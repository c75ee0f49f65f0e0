import { fold } from '../db/folding.ts'

const SHAPE = /^(?=.*[a-z])[a-z0-9][a-z0-9._-]{1,39}$/

/** A user name: small letters, digits, `.`, `_`, `-`; with a letter in it, so that it is never a phone number. */
export function isLogin(text: string): boolean {
  return SHAPE.test(text)
}

/** "Nông Thị Hoa" becomes hoant, then hoant2: given name, then the initials of the rest, as offices here do. */
export function loginFor(name: string, taken: ReadonlySet<string>): string {
  const words = fold(name)
    .replace(/[^a-z0-9 ]/g, '')
    .split(' ')
    .filter(Boolean)
  const given = words.at(-1) ?? ''
  const initials = words
    .slice(0, -1)
    .map((word) => word.charAt(0))
    .join('')
  const wish = `${given}${initials}`.slice(0, 30)
  const base = isLogin(wish) ? wish : `nguoi-dung${wish ? `-${wish}` : ''}`
  for (let number = 1; ; number++) {
    const login = number === 1 ? base : `${base}${number}`
    if (!taken.has(login)) return login
  }
}
