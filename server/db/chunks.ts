/** A statement of SQLite takes only so many values. */
export function chunks<T>(all: readonly T[], most = 800): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most))
}
