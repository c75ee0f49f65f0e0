import { addDays } from '../../calendar/days.rules.ts'
import { change } from '../../db/audit.ts'
import type { DbOrTrx, Trx } from '../../db/open.ts'
import type { Deps } from '../../deps.ts'
import { found } from '../../errors.ts'
import type { Actor } from '../../http/permissions.rules.ts'
import { teamsNamed } from '../showings/showings.queries.ts'
import { type QuotaRow, quotaOf } from './quotas.rules.ts'
import type { QuotaChange, Quotas } from './quotas.schema.ts'

/** Answers how many showings a team is to hold in a month. */
export async function quotasNow(db: DbOrTrx): Promise<(teamId: string, month: string) => number> {
  const rows = await quotaRows(db)
  return (teamId, month) => quotaOf(rows, teamId, month).sessions
}

/** What holds in a month, for every team and for each; a film team sees its own. */
export async function quotasIn(db: DbOrTrx, actor: Actor, month: string): Promise<Quotas> {
  const rows = await quotaRows(db)
  const teams = await teamsNamed(db, actor.role === 'film_team' ? actor.teamIds : undefined)
  const { own: _, ...usual } = quotaOf(rows, '', month)
  return { month, usual, teams: teams.map((team) => ({ ...team, ...quotaOf(rows, team.id, month) })) }
}

/** Says what a team is to hold from a month on; for one month alone, what held before holds again after it. */
export function changeQuota(deps: Pick<Deps, 'db' | 'live' | 'clock'>, actor: Actor, input: QuotaChange) {
  return change(deps, actor, async (trx, record) => {
    const teamId = input.teamId ?? ''
    if (input.teamId !== null)
      found(await trx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
    const rows = await quotaRows(trx)
    const next = addDays(`${input.month}-01`, 31).slice(0, 7)
    const { month, sessions, document } = input
    if (input.onlyThisMonth && !rows.some((row) => row.teamId === teamId && row.month === next)) {
      const before = quotaOf(rows, teamId, month)
      const again = teamId === '' || before.own ? before : { sessions: null, document: '' }
      await write(trx, { teamId, month: next, sessions: again.sessions, document: again.document })
    }
    await write(trx, { teamId, month, sessions, document })
    await record({
      action: 'quotas.change',
      subjectKind: 'showing',
      subjectId: teamId || 'quota',
      detail: { ...input },
    })

    async function write(db: Trx, { teamId: team_id, ...row }: QuotaRow) {
      const said = { ...row, set_by: actor.id, set_at: deps.clock.now() }
      await db
        .insertInto('showing_quota')
        .values({ team_id, ...said })
        .onConflict((same) => same.columns(['team_id', 'month']).doUpdateSet(said))
        .execute()
    }
  })
}

async function quotaRows(db: DbOrTrx): Promise<QuotaRow[]> {
  const rows = await db
    .selectFrom('showing_quota')
    .select(['team_id', 'month', 'sessions', 'document'])
    .execute()
  return rows.map(({ team_id: teamId, ...row }) => ({ teamId, ...row }))
}
