import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../../ui/clock.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dateTime } from '../../ui/format.ts'
import { DataRow, ListPanel } from '../../ui/ListPanel.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Chip } from '../../ui/StatusChip.tsx'
import { useMay } from '../../ui/session.ts'
import { toast } from '../../ui/toasts.ts'
import { useChannel } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { Overtaken } from './Overtaken.tsx'
import {
  type Preview,
  previewSubstitution,
  type Rule,
  returnFrom,
  useSubstitutions,
} from './publishing.api.ts'
import { RuleForm } from './RuleForm.tsx'
import css from './SubstitutionPage.module.css'
import { SubstitutionReview } from './SubstitutionReview.tsx'

/** Quốc tang, khẩn cấp: a rule, what it would change row by row, one step to publish, and the way back. */
export default function SubstitutionPage() {
  const { t } = useTranslation('publishing')
  const search = useSearch({ strict: false })
  const { channels, channel } = useChannel(search.kenh)
  const today = useToday().data?.date
  const mayPublish = useMay('schedule.publish')
  const [asked, setAsked] = useState<{ name: string; rule: Rule; preview: Preview }>()
  const [error, setError] = useState<unknown>(null)
  const look = async (name: string, rule: Rule) => {
    setError(null)
    try {
      setAsked({ name, rule, preview: await previewSubstitution(channel?.id ?? '', rule) })
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <>
      <PageHeader title={t('substitution.title')} trail={{ label: t('plan.week'), to: '/lich' }} />
      <div className={css.page}>
        {channels.error && <ErrorState error={channels.error} onRetry={() => channels.refetch()} />}
        {channel && <Made channelId={channel.id} mayReturn={mayPublish} />}
        {error !== null && <ErrorState error={error} title={t('substitution.failed')} />}
        {channel && today && mayPublish && !asked && (
          <RuleForm today={asked ? '' : (search.tuan ?? today)} onLook={look} />
        )}
        {channel && asked && (
          <SubstitutionReview
            channelId={channel.id}
            {...asked}
            onBack={() => setAsked(undefined)}
            onDone={() => {
              setAsked(undefined)
              toast(t('substitution.done'))
            }}
          />
        )}
      </div>
    </>
  )
}

function Made({ channelId, mayReturn }: { channelId: string; mayReturn: boolean }) {
  const { t } = useTranslation('publishing')
  const made = useSubstitutions(channelId)
  const [error, setError] = useState<unknown>(null)
  const goBack = (id: string) => () => {
    setError(null)
    returnFrom(id).then(() => toast(t('substitution.returned')), setError)
  }
  return (
    <Loaded query={made}>
      {(all) =>
        all.length > 0 && (
          <ListPanel title={t('substitution.made')} count={all.length}>
            {error !== null && <Overtaken error={error} title={t('substitution.returnFailed')} />}
            <ul>
              {all.map((one) => (
                <DataRow
                  key={one.id}
                  title={one.name}
                  lead={
                    <Chip tone={one.returnedAt ? 'neutral' : 'warn'} icon={one.returnedAt ? 'undo' : 'flag'}>
                      {t(one.returnedAt ? 'substitution.isReturned' : 'substitution.inForce')}
                    </Chip>
                  }
                  side={
                    one.returnedAt === null &&
                    mayReturn && (
                      <Button onClick={goBack(one.id)}>
                        {t('substitution.return')}
                        <span className="sr-only">: {one.name}</span>
                      </Button>
                    )
                  }
                >
                  {t('substitution.madeBy', { name: one.madeByName, at: dateTime(one.madeAt) })}{' '}
                  {t('substitution.rows', { count: one.rows.length })},{' '}
                  {[...new Set(one.rows.map((row) => row.day))].map(dayName).join(', ')}
                </DataRow>
              ))}
            </ul>
          </ListPanel>
        )
      }
    </Loaded>
  )
}
