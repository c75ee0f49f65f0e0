import { pino } from 'pino'
import { endOrphans } from '../media/orphans.ts'
import { chooseReducedIsolation, isolationReport } from '../media/sandbox.ts'
import { readConfig } from './config.ts'
import { deliveryJobs } from './delivery/delivery.jobs.ts'
import { createLive, type Live } from './http/live.ts'
import { tellCancelled } from './jobs/cancelled.ts'
import { eventJobs, joinEvents } from './jobs/events.ts'
import type { JobHandlers } from './jobs/handlers.ts'
import type { Jobs } from './jobs/jobs.ts'
import { beatNow, startRunner } from './jobs/runner.ts'
import { sweepAnalysing } from './library/analysis/analysing.ts'
import { libraryJobs } from './library/analysis/analysis.jobs.ts'
import { changesJobs } from './library/changes/changes.jobs.ts'
import { houseEvents, houseJobs } from './library/house/house.jobs.ts'
import { ingestJobs } from './library/ingest/ingest.jobs.ts'
import { partsJobs } from './library/parts/parts.jobs.ts'
import { clearWorkFolders } from './library/renditions/renditions.service.ts'
import { packagesJobs } from './packages/build.jobs.ts'
import { clipJobs } from './packages/clips/clips.service.ts'
import { packagesEvents } from './packages/packages.events.ts'
import { heardEvents } from './playlists/heard.events.ts'
import { playlistsJobs } from './playlists/publishing.service.ts'
import { scheduleJobs } from './schedule/publishing/publishing.jobs.ts'
import { unwire, wire } from './wiring.ts'

/** Who answers which event of an earlier feature. */
const events = joinEvents(packagesEvents, houseEvents, heardEvents, {
  'job.cancelled': [
    async ({ jobId }, { deps }) => {
      beatNow(jobId)
      await tellCancelled(deps, handlers, jobId)
    },
  ],
})

/** Every kind of job, from every feature. */
export const handlers: JobHandlers = {
  ...deliveryJobs,
  ...eventJobs(events),
  ...libraryJobs,
  ...changesJobs,
  ...ingestJobs,
  ...houseJobs,
  ...partsJobs,
  ...scheduleJobs,
  ...playlistsJobs,
  ...packagesJobs,
  ...clipJobs,
}

const tellSubject: Parameters<Jobs['releaseDead']>[1] = async (trx, failure, job) =>
  handlers[job.kind]?.onDead?.(job, failure, trx)

const EXPIRED_CHECK_MS = 20_000

/** The process that works on jobs, so that a page never waits for ffmpeg. It lives no longer than its server. */
export async function runWorker(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  if (config.isolation === 'reduced') chooseReducedIsolation()
  const { isolation, why, detail } = await isolationReport()
  if (isolation === 'reduced') log.warn({ why, detail }, 'reduced isolation: see OPERATIONS.md')
  // Nobody listens here: what happens is told to the server's process, which tells the pages.
  const live: Live = {
    ...createLive(),
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
  }
  const deps = await wire(config, live)
  // The server starts one worker at a time, so whatever is still leased belonged to one that is gone.
  await deps.jobs.releaseDead('all', tellSubject)
  await clearWorkFolders(deps)
  await endOrphans()
  await sweepAnalysing(deps)
  const runner = startRunner(deps, handlers, (error, job) =>
    log.error({ err: error, job: job?.kind, subject: job?.subjectId }, 'job failed'),
  )
  const expired = setInterval(() => {
    deps.jobs
      .releaseDead('expired', tellSubject)
      .catch((error: unknown) => log.error({ err: error }, 'freeing leases failed'))
  }, EXPIRED_CHECK_MS)

  const stop = async () => {
    clearInterval(expired)
    await runner.stop()
    await unwire(deps)
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
  // The server may have been killed before anybody here could hear of it.
  if (process.connected === false) await stop()
  // Ctrl-C reaches the whole group; the server tells us when it is our turn.
  process.on('SIGINT', () => undefined)
}
