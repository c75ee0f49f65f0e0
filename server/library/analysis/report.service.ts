import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import type { Language } from '../../words/words.ts'
import { jobsByKeys, sourceBySha256 } from '../sources.queries.ts'
import { stationRulesNow } from './qc-rules.service.ts'
import { analyseKey, lookKey } from './queue.ts'
import { type Report, reportOn } from './report.ts'

export type { Report } from './report.ts'

/** What is known of a version's recording so far, in plain words, as the station judges it now. */
export async function reportOf(
  db: DbOrTrx,
  language: Language,
  version: { sourceSha256: string; inMs: number | null; outMs: number | null },
): Promise<Report> {
  const { sourceSha256 } = version
  const source = found(await sourceBySha256(db, sourceSha256))
  const jobs = await jobsByKeys(db, [lookKey(sourceSha256), analyseKey(sourceSha256)])
  // The look queues the analysis, so whatever came later is where things stand.
  const job = jobs.at(-1) ?? null
  return reportOn(language, { source, job, cut: version, rules: await stationRulesNow(db) })
}
