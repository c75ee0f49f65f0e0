import { DomainError } from '../errors.ts'
import { canonicalJson, type Json } from '../storage/canonical.rules.ts'

/**
 * Refuses settings over what somebody else has set since they were read, and tells what stands now. Whoever does not say
 * what was read sets them whatever they are.
 */
export function assertAsSeen(now: object, seen: object | undefined): void {
  const standing = now as Readonly<Record<string, Json>>
  const others = Object.entries((seen ?? {}) as Record<string, Json | undefined>).filter(
    ([field, value]) =>
      value !== undefined && canonicalJson(value) !== canonicalJson(standing[field] ?? null),
  )
  if (others.length > 0)
    throw new DomainError('stale', {
      theirs: Object.fromEntries(others.map(([field]) => [field, standing[field]])),
    })
}
