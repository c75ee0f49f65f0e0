import { readFile } from 'node:fs/promises'
import { takeStills } from '../../../media/stills.ts'
import type { Deps } from '../../deps.ts'
import { inWorkFolder } from '../../library/renditions/renditions.service.ts'
import type { Told } from './gather.ts'

/** A picture of one moment of the programme, as the delivered file shows it. */
export interface Shot {
  name: string
  /** From the start of the programme. */
  atMs: number
  /** JPEG as a data address. */
  data: string
}

export interface Shots {
  overTime: Shot[]
  /** By the finding's place in the report. */
  ofFindings: (Shot & { finding: number })[]
}

const picturesOverTime = 12
const mostOfFindings = 24
const widthPixels = 320
// The last frame begins this long before the end.
const frameMs = 40

/** Evenly over the programme, and one inside each finding that has a place and where there is something to see. */
export async function takeShots(deps: Deps, told: Told, signal?: AbortSignal): Promise<Shots> {
  const { programme, programmeMs, report, inMs } = told
  const within = (ms: number) => Math.min(Math.max(0, ms), programmeMs - frameMs)
  const count = Math.max(1, Math.min(picturesOverTime, Math.floor(programmeMs / 1000)))
  const overTime = Array.from({ length: count }, (_, n) => within(((n + 0.5) * programmeMs) / count))
  const places = report.findings
    .flatMap(({ startMs, endMs, severity }, finding) =>
      startMs === null
        ? []
        : [{ finding, severity, atMs: within((startMs + (endMs ?? startMs)) / 2 - inMs) }],
    )
    .toSorted((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'))
    .slice(0, mostOfFindings)
  const leaderMs = programme.record.leader.durationMs
  const moments = [...overTime, ...places.map(({ atMs }) => atMs)]
  return await inWorkFolder(deps, async (outDir) => {
    const files = await takeStills({
      input: await deps.blobs.localPath(programme.sha256),
      atMs: moments.map((ms) => leaderMs + ms),
      width: widthPixels,
      outDir,
      signal,
    })
    const shots = await Promise.all(
      files.map(async (file, n) => {
        if (file === undefined) return undefined
        const data = `data:image/jpeg;base64,${(await readFile(file)).toString('base64')}`
        return { name: `shot${n}`, atMs: moments[n] ?? 0, data }
      }),
    )
    return {
      overTime: shots.slice(0, count).filter((shot) => shot !== undefined),
      ofFindings: shots.slice(count).flatMap((shot, n) => {
        const place = places[n]
        return shot && place ? [{ ...shot, finding: place.finding }] : []
      }),
    }
  })
}
