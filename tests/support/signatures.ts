import { bandCells, edgeCells, type Signature, toneCells } from '../../media/compare-signature.ts'

/** Numbers between 0 and 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A made recording: shots of 1 to 6 s that drift, and syllables of a fifth of a second with pauses between. */
export function aSignature({ steps, seed = 1 }: { steps: number; seed?: number }): Signature {
  const next = random(seed)
  const tones = new Uint8Array(steps * toneCells)
  const edges = new Uint8Array(steps * edgeCells)
  const sound = new Uint8Array(steps * bandCells)
  let [shotEnds, syllableEnds] = [0, 0]
  let shot = new Uint8Array(toneCells)
  let drift = 0
  let spectrum = new Uint8Array(bandCells / 4)
  for (let step = 0; step < steps; step += 1) {
    if (step >= shotEnds) {
      shotEnds = step + 12 + Math.floor(next() * 60)
      shot = Uint8Array.from(shot, () => 20 + next() * 200)
      drift = next() * 2 - 1
    }
    for (let cell = 0; cell < toneCells; cell += 1)
      tones[step * toneCells + cell] = (shot[cell] ?? 0) + drift * (shotEnds - step) * 0.2
    for (let cell = 0; cell < edgeCells; cell += 1) edges[step * edgeCells + cell] = (shot[cell] ?? 0) / 4
    for (let reading = 0; reading < 4; reading += 1) {
      const now = step * 4 + reading
      if (now >= syllableEnds) {
        syllableEnds = now + 4 + Math.floor(next() * 12)
        const pause = next() < 0.2
        spectrum = Uint8Array.from(spectrum, () => (pause ? 40 : 90 + next() * 60))
      }
      sound.set(spectrum, (step * 4 + reading) * spectrum.length)
    }
  }
  return { steps, picture: { tones, edges }, sound }
}

/** Recordings one after another. */
export function inARow(...parts: Signature[]): Signature {
  const joined = (of: (part: Signature) => Uint8Array | null | undefined) =>
    Buffer.concat(parts.map((part) => of(part) ?? new Uint8Array()))
  return {
    steps: parts.reduce((sum, { steps }) => sum + steps, 0),
    picture: { tones: joined((part) => part.picture?.tones), edges: joined((part) => part.picture?.edges) },
    sound: joined((part) => part.sound),
  }
}

/** The picture of the one with the sound of the other. */
export const dubbed = (seen: Signature, heard: Signature): Signature => ({ ...seen, sound: heard.sound })

export const louder = (one: Signature, db: number): Signature => ({
  ...one,
  sound: one.sound?.map((level) => Math.min(255, Math.max(0, level + 2 * db))) ?? null,
})

/** As another encoding leaves it: every value a little off. */
export function reencoded(one: Signature, seed = 9): Signature {
  const next = random(seed)
  const off = (bytes: Uint8Array, most: number) =>
    bytes.map((value) => Math.min(255, Math.max(0, value + (next() * 2 - 1) * most)))
  return {
    ...one,
    picture: one.picture && { tones: off(one.picture.tones, 3), edges: off(one.picture.edges, 4) },
    sound: one.sound && off(one.sound, 3),
  }
}
