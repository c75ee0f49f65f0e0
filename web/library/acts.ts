import type { Act, Version } from './library.api.ts'

/** Acts on the same recording, with their places in ms from the start of the version that is open. */
export function actsWithin(acts: readonly Act[], version: Version) {
  const startMs = version.inMs ?? 0
  return acts
    .flatMap((act) => {
      const cut = act.versions.find(({ sourceSha256 }) => sourceSha256 === version.sourceSha256)
      if (!cut) return []
      const fromMs = (cut.inMs ?? startMs) - startMs
      const toMs = (cut.outMs ?? startMs + version.durationMs) - startMs
      return [{ act, cut, fromMs, toMs }]
    })
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
}
