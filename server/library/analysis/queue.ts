import { analyseRecipe } from '../../../media/analyse-recipe.ts'
import type { NewJob } from '../../jobs/jobs.ts'

/** The first look; a change of what it tells raises the version. */
export const lookVersion = 3

const urgentPriority = 100
/** Nobody can review, plan or deliver what is not analysed: it goes before the files that are made for stations. */
const arrivalPriority = 1

interface Asked {
  personId: string | null
  urgent: boolean
}

export const lookKey = (sha256: string) => `library.look ${sha256} ${lookVersion}`

/** The first verdict, within a minute of arrival. One per source and version of the look. */
export function lookJob(sha256: string, work: { id: string; title: string }, asked: Asked): NewJob {
  return {
    kind: 'library.look',
    lane: 'sound',
    subjectKind: 'work',
    subjectId: work.id,
    title: work.title,
    key: lookKey(sha256),
    // Seconds of work that a person waits for: before anything else in its lane.
    priority: urgentPriority + (asked.urgent ? 2 : 1),
    payload: { sha256, urgent: asked.urgent },
    ...(asked.personId ? { createdBy: asked.personId } : {}),
  }
}

export const analyseKey = (sha256: string) =>
  `library.analyse ${sha256} ${analyseRecipe.name} ${analyseRecipe.version}`

/** The full look, one per source and recipe: heavy where there is picture, short where there is only sound. */
export function analyseJob(
  sha256: string,
  work: { id: string; title: string },
  asked: Asked & { withPicture: boolean },
): NewJob {
  return {
    kind: 'library.analyse',
    lane: asked.withPicture ? 'picture' : 'sound',
    subjectKind: 'work',
    subjectId: work.id,
    title: work.title,
    key: analyseKey(sha256),
    priority: asked.urgent ? urgentPriority : arrivalPriority,
    payload: { sha256 },
    ...(asked.personId ? { createdBy: asked.personId } : {}),
  }
}
