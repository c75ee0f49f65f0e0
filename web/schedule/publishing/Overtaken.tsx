import { useTranslation } from 'react-i18next'
import type { CorrectionLine } from '../../../server/schedule/publishing/urgent.rules.ts'
import { ApiError } from '../../api.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { shortDateTime } from '../../ui/format.ts'
import type { Change } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { ChangesList } from './ChangesList.tsx'

/** What the server tells when somebody else published, or changed the draft, after it was looked at. */
interface Side {
  day: string
  published: { number: number; by: string; at: string; changes?: Change[] } | null
  draft?: Change[]
}

function sideOf(error: unknown): Side | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  const details = error.details as Partial<Side> | undefined
  return details?.day === undefined ? undefined : { published: null, ...details, day: details.day }
}

type Props = { error: unknown; title: string; yours?: readonly CorrectionLine[] }

/** A refusal; where two people were at it, what the other one did above what is not kept of yours. */
export function Overtaken({ error, title, yours = [] }: Props) {
  const { t } = useTranslation('publishing')
  const side = sideOf(error)
  if (!side) return <ErrorState error={error} title={title} />
  const { day, published, draft } = side
  const changes = published?.changes ?? draft ?? []
  return (
    <section className="stack">
      <ErrorState
        error={error}
        title={
          published
            ? t('stale.published', {
                name: published.by,
                number: published.number,
                day: dayName(day),
                at: shortDateTime(published.at),
              })
            : t('stale.draft', { day: dayName(day) })
        }
      />
      {changes.length > 0 && (
        <>
          <h3>{t('stale.theirs')}</h3>
          <ChangesList changes={changes} />
        </>
      )}
      {yours.length > 0 && <h3>{t('stale.yours')}</h3>}
    </section>
  )
}
