// A manifest of sixty clips grows with its spoken words; the one after it mostly repeats it. A delta says which stretches
// of the text that the reader holds already are kept, and what is new between them.

/** `[from, length]` of the held text, counted in UTF-16 units, or new text. */
export type Delta = readonly (readonly [number, number] | string)[]

export const DELTA_TYPE = 'application/vnd.vang.delta+json'

/** After each comma and opening brace: where a canonical JSON text can become different. */
const pieces = (text: string) => text.match(/[^,{]*[,{]?/g)?.filter((piece) => piece !== '') ?? []

/** What makes `after` out of `before`. Never longer than `after` by more than a few signs. */
export function deltaBetween(before: string, after: string): Delta {
  const places = new Map<string, number[]>()
  let at = 0
  for (const piece of pieces(before)) {
    const known = places.get(piece)
    if (known) known.push(at)
    else places.set(piece, [at])
    at += piece.length
  }
  const delta: ([number, number] | string)[] = []
  let next = 0
  for (const piece of pieces(after)) {
    const last = delta.at(-1)
    const known = places.get(piece)
    // What goes on where the last kept stretch ended makes one stretch of both.
    const from = known?.includes(next) ? next : known && (firstAfter(known, next) ?? known[0])
    if (from === undefined || (from !== next && piece.length < 16)) {
      if (typeof last === 'string') delta[delta.length - 1] = last + piece
      else delta.push(piece)
      continue
    }
    if (Array.isArray(last) && last[0] + last[1] === from) last[1] += piece.length
    else delta.push([from, piece.length])
    next = from + piece.length
  }
  return delta
}

const firstAfter = (places: readonly number[], at: number) => places.find((place) => place >= at)

/** Throws RangeError where the delta reaches beyond the held text. */
export function applyDelta(before: string, delta: Delta): string {
  return delta
    .map((one) => {
      if (typeof one === 'string') return one
      const [from, length] = one
      if (from < 0 || length < 0 || from + length > before.length)
        throw new RangeError('Not a delta of this text')
      return before.slice(from, from + length)
    })
    .join('')
}
