import { buffer } from 'node:stream/consumers'
import { type ActProposal, proposeActs, type QuietCurve } from '../../media/act-proposals.ts'
import type { Deps } from '../deps.ts'
import { DomainError, found } from '../errors.ts'
import { actsWithin } from './acts.queries.ts'
import { knownOf } from './analysis/results.ts'
import { productsOf } from './renditions/products.queries.ts'
import { productOf } from './renditions/renditions.queries.ts'
import { sourceBySha256 } from './sources.queries.ts'
import type { Version } from './versions.queries.ts'

/**
 * Acts that may lie in a version, in ms from its start; those that are cut already are not proposed again.
 * The rules of the check do not matter here: a black that nobody minds still parts two acts.
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

// What the peaks of a wave say of how loud it is, in dBFS; eight bits know nothing between silence and -42.
const levelOf = (low: number, high: number) => {
  const peak = Math.max(-low, high)
  return peak > 0 ? 20 * Math.log10(peak / 128) : -70
}

async function curveOf(
  deps: Pick<Deps, 'reads' | 'blobs'>,
  version: Version,
): Promise<QuietCurve | undefined> {
  const stored = await productOf(deps.reads, version.sourceSha256, 'waveform')
  const { waveform } = await productsOf(deps.reads, version.sourceSha256)
  if (!stored || !waveform) return undefined
  const bytes = await buffer(deps.blobs.read(stored.sha256))
  const peaks = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const everyMs = 1000 / waveform.perSecond
  const from = Math.round((version.inMs ?? 0) / everyMs)
  const until = Math.min(waveform.count, from + Math.round(version.durationMs / everyMs))
  const level: number[] = []
  for (let n = from; n < until; n++) level.push(levelOf(peaks[n * 2] ?? 0, peaks[n * 2 + 1] ?? 0))
  return { everyMs, windowMs: everyMs, level }
}
