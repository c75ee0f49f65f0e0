import type { Recorder } from '../../db/audit.ts'
import type { Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { publicationsOf } from '../../publications/publications.service.ts'
import { bringsNewContent } from './approval.rules.ts'
import { publishingOf } from './channel-publishing.service.ts'
import { asDay, daySubject } from './published-days.ts'
import type { DayToPublish } from './publishing.service.ts'
import { insertSubmission } from './submissions.queries.ts'

interface Left {
  channelId: string
  ready: readonly DayToPublish[]
  by: string
  note: string
}

/**
 * Puts days that have just left before an approver, where the channel has its plans looked at and they hold what no
 * publication of theirs held before: nobody can wait on the day of a mourning, and nothing new stays unseen.
 */
export async function submitAfterwards(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  record: Recorder,
  { channelId, ready, by, note }: Left,
): Promise<void> {
  const { planApproval } = await publishingOf(trx, channelId)
  if (planApproval === 'never') return
  const days: DayToPublish[] = []
  for (const one of ready) {
    const history = await publicationsOf(trx, 'day', daySubject(channelId, one.body.day))
    const earlier = history.filter(({ number }) => number <= one.baseNumber).map((made) => asDay(made).body)
    if (bringsNewContent(earlier, [one.body])) days.push(one)
  }
  if (days.length === 0) return
  const at = deps.clock.now()
  const id = await insertSubmission(trx, { channelId, days, editors: [], note, by, at, leftAt: at })
  await record({
    action: 'plan.submit',
    subjectKind: 'plan',
    subjectId: id,
    detail: { channelId, days: days.map(({ body }) => body.day), leftAt: at },
  })
}
