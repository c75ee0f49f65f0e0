import type { DeliveryRecord } from '../../../media/deliver.ts'
import type { MediaFacts } from '../../../media/facts.ts'
import { probe } from '../../../media/probe.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import { actsOf } from '../../library/acts.service.ts'
import { type Report, reportOf } from '../../library/analysis/report.service.ts'
import type { Version } from '../../library/versions.service.ts'
import { workById } from '../../library/works.service.ts'
import type { Language } from '../../words/words.ts'
import type { DeliveryPreset } from '../delivery.schema.ts'
import { type Cue, cuesOf, type Place } from './cues.ts'

/** The file that the documents are about, as it will stand in the folder. */
export interface Programme {
  name: string
  sha256: string
  sizeBytes: number
  mediaType: string
  record: DeliveryRecord
}

/** What is asked for when the documents of a delivery are made. */
export interface DocumentsFor {
  delivery: { preset: DeliveryPreset; requestedAt: string; requestedBy: string }
  version: Version
  programme: Programme
  /** The maker's own, empty; the files are written into it. */
  folder: string
  language: Language
  signal?: AbortSignal | undefined
}

/** Everything the documents say, read once: the same of this gives the same bytes. */
export interface Told {
  language: Language
  preset: DeliveryPreset
  issuedAt: string
  requestedBy: string
  unitName: string
  title: string
  versionNumber: number
  contentId: string
  source: { name: string; sha256: string }
  programme: Programme
  /** As it reads once it is made. */
  facts: MediaFacts
  place: Place
  programmeMs: number
  report: Report
  /** Where the version begins in its source. */
  inMs: number
  cues: Cue[]
}

export async function gather(deps: Deps, of: DocumentsFor): Promise<Told> {
  const { delivery, version, programme, language } = of
  const { record } = programme
  const work = found(await workById(deps.reads, version.workId))
  const place = { startTimecode: record.startTimecode, leaderMs: record.leader.durationMs }
  const programmeMs = record.durationMs - record.leader.durationMs
  const acts = await actsOf(deps.reads, version.id)
  const whole = { title: work.title, credits: work.credits, inMs: 0, outMs: programmeMs }
  return {
    language,
    preset: delivery.preset,
    issuedAt: delivery.requestedAt,
    requestedBy: delivery.requestedBy,
    unitName: work.unitName,
    title: work.title,
    versionNumber: version.number,
    contentId: version.contentId,
    source: { name: version.fileName, sha256: version.sourceSha256 },
    programme,
    facts: await probe(await deps.blobs.localPath(programme.sha256), of.signal ? { signal: of.signal } : {}),
    place,
    programmeMs,
    report: await reportOf(deps.reads, language, version),
    inMs: version.inMs ?? 0,
    cues: cuesOf(acts, whole, place),
  }
}
