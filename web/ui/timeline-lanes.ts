/** Marks that share one place in a lane, in the order of time; more than one where there was no room for each. */
export interface Placed<Mark> {
  lane: number
  atMs: number
  marks: Mark[]
}

/**
 * Lays marks in as few lanes as keep them apart, at most `most`. Where even those are full, a mark joins the one
 * before it in the last lane, so that sixty faults stay as readable as three.
 */
export function placeMarks<Mark extends { readonly atMs: number }>(
  marks: readonly Mark[],
  room: { durationMs: number; widthPx: number; markPx?: number; most?: number },
): Placed<Mark>[] {
  const { durationMs, widthPx, markPx = 24, most = 3 } = room
  const apartMs = widthPx > 0 ? (markPx * durationMs) / widthPx : 0
  const placed: Placed<Mark>[] = []
  const last: Placed<Mark>[] = []
  for (const mark of marks.toSorted((a, b) => a.atMs - b.atMs)) {
    let lane = 0
    while (lane < most && last[lane] && mark.atMs - (last[lane]?.atMs ?? 0) < apartMs) lane += 1
    const full = lane === most ? last[most - 1] : undefined
    if (full) {
      full.marks.push(mark)
      continue
    }
    const one = { lane, atMs: mark.atMs, marks: [mark] }
    last[lane] = one
    placed.push(one)
  }
  return placed
}
