import { hasWords, type Language, say } from './words.ts'

/** How people call a container, a codec or a way of scanning; what has no name of theirs keeps the tool's. */
export const named = (language: Language, word: string) =>
  hasWords(`delivery.name_${word}`) ? say(language, `delivery.name_${word}`) : word
