import { Temporal } from 'temporal-polyfill'

/** Something that holds from a day until before another; days as YYYY-MM-DD. */
interface Dated {
  readonly validFrom: string
  /** Exclusive; null while it holds. */
  readonly validTo: string | null
}

/** Whether it holds on a day. */
export function areaInForce(dated: Dated, day: string): boolean {
  return dated.validFrom <= day && (dated.validTo === null || day < dated.validTo)
}

/** The day after, by which a last valid day becomes an exclusive end; days as YYYY-MM-DD. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

/**
 * One order of languages for places of different orders: each place gives a language a point for its first choice,
 * half for its second, a third for its third; equal points keep the order of appearance.
 */
export function sharedLanguageOrder(orders: readonly (readonly string[])[]): string[] {
  const points = new Map<string, number>()
  for (const order of orders)
    order.forEach((language, index) => {
      points.set(language, (points.get(language) ?? 0) + 1 / (index + 1))
    })
  return [...points].sort((a, b) => b[1] - a[1]).map(([language]) => language)
}
