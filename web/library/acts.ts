import type { TimelineBand } from '../ui/Timeline.tsx'
import type { ActDraft } from './act-drafts.ts'
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

/** The acts as bands over the curves; one that takes all of the recording would only hide it. */
export function bandsOf(acts: readonly Act[], version: Version): TimelineBand[] {
  return actsWithin(acts, version)
    .filter(({ cut, fromMs, toMs }) => !cut.soundOnly && toMs - fromMs < version.durationMs)
    .map(({ act, cut, fromMs, toMs }) => ({ id: cut.id, fromMs, toMs, label: act.title }))
}

/** An act that is only proposed, behind the others. */
export const ghostOf = ({ id, title, inMs, outMs }: ActDraft): TimelineBand => ({
  id,
  fromMs: inMs,
  toMs: outMs,
  label: title,
  ghost: true,
})
