import { compareRecipe, signatureRecipe } from './compare-recipe.ts'
import type { Signature } from './compare-signature.ts'

/** Steps, half-open. */
type Span = { from: number; to: number }

/** One difference: where it stands in both, and what it consists of. */
export type Edit = {
  of: Partial<Record<'picture' | 'sound' | 'level' | 'inserted' | 'removed', boolean | undefined>>
  a: Span
  b: Span
}

const near = compareRecipe.joinMs / signatureRecipe.everyMs
// A few steps beside what was put in or taken out are its own edge on the grid.
const fringe = 5

/** Puts together what is closer than a second in either recording; what is left is told place by place. */
export function joined(a: Signature, b: Signature, edits: readonly Edit[]): Edit[] {
  const ordered = edits.toSorted((one, two) => one.a.from - two.a.from || one.b.from - two.b.from)
  const result: Edit[] = []
  for (const edit of ordered) {
    const last = result.at(-1)
    const close = last && Math.min(edit.a.from - last.a.to, edit.b.from - last.b.to) < near
    if (!last || !close) result.push(edit)
    else result[result.length - 1] = together(last, edit)
  }
  return result.map((edit) => within(a, b, edit))
}

function together(one: Edit, two: Edit): Edit {
  if (isGap(one) && isFringe(one, two)) return one
  if (isGap(two) && isFringe(two, one)) return two
  const span = (x: Span, y: Span) => ({ from: Math.min(x.from, y.from), to: Math.max(x.to, y.to) })
  return { of: { ...one.of, ...two.of }, a: span(one.a, two.a), b: span(one.b, two.b) }
}

const isGap = ({ of }: Edit) => Boolean(of.inserted || of.removed) && !of.picture && !of.sound

function isFringe(gap: Edit, other: Edit): boolean {
  if (isGap(other) || other.a.to - other.a.from > fringe) return false
  const apart = (x: Span, y: Span) => Math.max(x.from - y.to, y.from - x.to)
  return apart(gap.a, other.a) <= 1 && apart(gap.b, other.b) <= 1
}

function within(a: Signature, b: Signature, edit: Edit): Edit {
  const clip = ({ from, to }: Span, steps: number) => ({ from: Math.max(0, from), to: Math.min(steps, to) })
  return { ...edit, a: clip(edit.a, a.steps), b: clip(edit.b, b.steps) }
}
