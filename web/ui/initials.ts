/** First letters of the last two words: Vietnamese given names come last, and so does what places of one kind are called. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
