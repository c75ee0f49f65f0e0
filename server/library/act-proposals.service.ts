import { json } from 'node:stream/consumers'
import { type ActProposal, proposeActs, type QuietCurve } from '../../media/act-proposals.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { actsWithin } from './acts.queries.ts'
import { knownOf } from './analysis/results.ts'
import { productsOf } from './renditions/products.queries.ts'
import { productOf } from './renditions/renditions.queries.ts'
import { sourceBySha256 } from './sources.queries.ts'
import type { Version } from './versions.queries.ts'

/** What of the loudness product speaks of pauses. */
interface StoredCurve {
  everyMs: number
  shortTermLufs: number[]
  momentaryLufs?: number[]
  momentaryEveryMs?: number
}

/**
 * Acts that may lie in a version, in ms from its start; those that are cut already are not proposed again.
 * Severities do not matter here: a black that nobody minds still parts two acts.
 */
export async function proposalsFor(
  deps: Pick<Deps, 'reads' | 'blobs'>,
  version: Version,
  leastActMs?: number,
): Promise<ActProposal[]> {
  const source = found(await sourceBySha256(deps.reads, version.sourceSha256))
  const { analysis } = knownOf(source)
  if (!analysis) throw new DomainError(source.state === 'refused' ? 'not_found' : 'not_ready')
  const startMs = version.inMs ?? 0
  const endMs = startMs + version.durationMs
  const findings = analysis.findings.flatMap((finding) =>
    finding.startMs === undefined || finding.startMs >= endMs || (finding.endMs ?? 0) <= startMs
      ? []
      : [
          {
            ...finding,
            startMs: Math.max(0, finding.startMs - startMs),
            endMs: Math.min(endMs, finding.endMs ?? endMs) - startMs,
          },
        ],
  )
  const { durationMs } = version
  const curve = await curveOf(deps, version)
  // Marks are set on the frames of the preview, which are those of the house file.
  const { proxy } = await productsOf(deps.reads, version.sourceSha256)
  const proposals = proposeActs({ durationMs, findings, curve, leastActMs, fps: proxy?.fps })
  const there = await actsWithin(deps.reads, version)
  const isThere = ({ inMs, outMs }: ActProposal) =>
    there.some((act) => Math.min(outMs, act.outMs) - Math.max(inMs, act.inMs) > (outMs - inMs) / 2)
  return proposals.filter((proposal) => !isThere(proposal))
}

async function curveOf(
  deps: Pick<Deps, 'reads' | 'blobs'>,
  version: Version,
): Promise<QuietCurve | undefined> {
  const stored = await productOf(deps.reads, version.sourceSha256, 'loudness')
  if (!stored) return undefined
  const curve = (await json(deps.blobs.read(stored.sha256))) as StoredCurve
  const { momentaryLufs, momentaryEveryMs } = curve
  const fine = momentaryLufs && momentaryEveryMs
  const everyMs = fine ? momentaryEveryMs : curve.everyMs
  const lufs = fine ? momentaryLufs : curve.shortTermLufs
  const from = Math.round((version.inMs ?? 0) / everyMs)
  const until = from + Math.round(version.durationMs / everyMs)
  // EBU Tech 3341: momentary loudness is of 400 ms, short-term loudness of 3 s.
  return { everyMs, windowMs: fine ? 400 : 3000, lufs: lufs.slice(from, until) }
}
