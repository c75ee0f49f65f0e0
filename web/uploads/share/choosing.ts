import type { LanguageCode } from '../../../server/library/library.schema.ts'
import { languageFromName } from '../../../server/library/uploads/uploads.rules.ts'
import { isLanguage } from '../choosing.ts'
import type { Belonging, Held } from './held.ts'

/** What is chosen for a file so far. */
export interface Choosing {
  workId: string | null
  workTitle: string | null
  language: LanguageCode | null
}

/** What each file is meant for: what was chosen, else what the one before it was, for recordings are shared in rows. */
export function meantFor(
  files: readonly Held[],
  chosen: ReadonlyMap<string, Choosing>,
  before: Choosing,
): Map<string, Choosing> {
  let last = before
  return new Map(
    files.map(({ id, file }) => {
      const named = languageFromName(file.name)
      last = chosen.get(id) ?? { ...last, language: isLanguage(named) ? named : last.language }
      return [id, last]
    }),
  )
}

export const isComplete = (choosing: Choosing): choosing is Belonging =>
  choosing.workId !== null && choosing.workTitle !== null

/** Why a file is none that Vang can use, as far as that can be told without looking into it. */
export function unfit({ type, size }: File): 'empty' | 'wrongKind' | null {
  if (size === 0) return 'empty'
  // Phones say nothing of some recordings, and the wrong thing of others; the server looks into those.
  return /^(audio|video)\/|^application\/(ogg|mp4|octet-stream|x-matroska)$|^$/.test(type)
    ? null
    : 'wrongKind'
}

const keyOf = (personId: string) => `vang.share.last.${personId}`
const nothing: Choosing = { workId: null, workTitle: null, language: 'vi' }

/** What this person's last share was for: the next one is probably for the same. */
export function lastChoice(personId: string): Choosing {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(keyOf(personId)) ?? '{}') as Partial<Choosing>) }
  } catch {
    return nothing // storage can be forbidden on a shared computer
  }
}

export function rememberChoice(personId: string, choice: Choosing): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify(choice))
  } catch {
    // Then one chooses again.
  }
}
