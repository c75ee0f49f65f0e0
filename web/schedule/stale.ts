import type { Amended, SlotChange } from './schedule.api.ts'

type Known = Amended['slots'][number]

/** Two who changed the same slot: what was asked of it here, and the slot as the other one left it. */
export interface Sides {
  id: string
  yours: Partial<Omit<Known, 'id' | 'revision' | 'title'>> & {
    do: 'edit' | 'remove'
    start?: number
    title?: string
    billed?: number | null
  }
  /** Nothing where the other one took it out. */
  theirs: Known | null
}

/** What was asked of a draft. */
export interface Asked {
  channelId: string
  /** In the reader's words. */
  words: string
  changes: SlotChange[]
  follow: boolean
  /** It was to take back or do again something done before. */
  takingBack?: boolean
}

/** Somebody else was faster: nothing was kept, and both sides are known. */
export class StaleChange extends Error {
  readonly asked: Asked
  readonly sides: Sides[]

  constructor(asked: Asked, sides: Sides[]) {
    super('The draft has changed since it was read')
    this.asked = asked
    this.sides = sides
  }
}

/** The sides that a refusal of code `stale` tells of. */
export function sidesOf(details: unknown): Sides[] | undefined {
  const sides = (details as { sides?: Sides[] } | undefined)?.sides
  return sides && sides.length > 0 ? sides : undefined
}

/**
 * What was refused, with one thing more. Steps that waited for the line may be refused one after the other: each
 * disagreement waits to be decided on; of what else was refused, the same sentence is said once.
 */
export function withRefusal(waiting: readonly unknown[], refusal: unknown): readonly unknown[] {
  const said = (known: unknown) =>
    !(refusal instanceof StaleChange) &&
    refusal instanceof Error &&
    known instanceof Error &&
    known.message === refusal.message
  return waiting.some(said) ? waiting : [...waiting, refusal]
}
