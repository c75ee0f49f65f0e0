import { Button, Checkbox } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { dateTime, duration } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useMay } from '../../ui/session.ts'
import { dayName } from '../sentences.ts'
import { offerUndo } from '../undo.ts'
import { Overtaken } from './Overtaken.tsx'
import { type OlderUses, replaceVersion, undoReplacement, useOlderUses } from './publishing.api.ts'
import css from './SubstitutionPage.module.css'

type Extras = ComponentType<{ versionId: string }>

/** A newer recording in the place of older ones: the whole list first, ticked row by row, then one step. */
export default function ReplaceVersionPage({ extras: More }: { extras?: Extras }) {
  const { t } = useTranslation('publishing')
  const { versionId = '' } = useParams({ strict: false })
  const uses = useOlderUses(versionId)
  return (
    <>
      <PageHeader title={t('replace.title')} trail={{ label: t('plan.week'), to: '/lich' }} />
      <div className={css.page}>
        <Loaded query={uses}>{(data) => <Uses uses={data} />}</Loaded>
        {More && <More versionId={versionId} />}
      </div>
    </>
  )
}

function Uses({ uses }: { uses: OlderUses }) {
  const { t } = useTranslation('publishing')
  const { version, channels, done } = uses
  const [error, setError] = useState<unknown>(null)
  const undo = (id: string) => () => void undoReplacement(id).catch(setError)
  return (
    <>
      <header>
        <h2>{version.title}</h2>
        <p className="sec">
          {t('replace.version', { number: version.number })},{' '}
          <span className="num">{duration(version.durationMs)}</span>
        </p>
      </header>
      {error !== null && <Overtaken error={error} title={t('replace.failed')} />}
      {channels.length === 0 && <EmptyState title={t('replace.nothing')} />}
      {channels.map((channel) => (
        <ChannelUses
          key={channel.channelId}
          channel={channel}
          version={version}
          onDone={(id, count) => offerUndo(t('replace.done', { count }), () => undoReplacement(id))}
        />
      ))}
      {done.map((one) => (
        <p key={one.id} className="row">
          <span className="grow">
            {t('replace.made', {
              count: one.rows,
              channel: one.channelName,
              name: one.madeByName,
              at: dateTime(one.madeAt),
            })}
          </span>
          {one.undoneAt === null ? (
            <Button variant="default" onClick={undo(one.id)}>
              {t('replace.undo')}
            </Button>
          ) : (
            <span className="sec">{t('replace.undone')}</span>
          )}
        </p>
      ))}
    </>
  )
}

type ChannelProps = {
  channel: OlderUses['channels'][number]
  version: OlderUses['version']
  onDone: (id: string, count: number) => void
}

function ChannelUses({ channel, version, onDone }: ChannelProps) {
  const { t } = useTranslation('publishing')
  const mayPublish = useMay('schedule.publish')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const chosen = channel.rows.filter((row) => !left.has(row.slotId))
  const toggle = (id: string) => () =>
    setLeft((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id]))
  const replace = async () => {
    setBusy(true)
    setError(null)
    try {
      const { id } = await replaceVersion(channel.channelId, {
        versionId: version.id,
        slotIds: chosen.map((row) => row.slotId),
        seen: channel.seen,
      })
      onDone(id, chosen.length)
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={`card ${css.day}`}>
      <h3>{channel.channelName}</h3>
      {error !== null && <Overtaken error={error} title={t('replace.failed')} />}
      <ul>
        {channel.rows.map((row) => (
          <li key={row.slotId}>
            <Checkbox
              checked={!left.has(row.slotId)}
              onChange={toggle(row.slotId)}
              label={
                <>
                  {dayName(row.day)} <span className="num">{timeOfDay(row.startsAt)}</span> {row.title}
                </>
              }
            />
            <p className="sec">
              {t('replace.holds', { number: row.number })}
              {row.published && ` ${t('replace.published')}`}
              {row.overMs > 0 && ` ${t('replace.over', { span: duration(row.overMs) })}`}
            </p>
          </li>
        ))}
      </ul>
      {mayPublish && (
        <div className={css.foot}>
          <ActionButton
            loading={busy}
            blocked={
              !version.approved
                ? t('replace.notApproved')
                : chosen.length === 0
                  ? t('substitution.chooseFirst')
                  : undefined
            }
            onClick={replace}
          >
            {t('replace.button', { count: chosen.length, number: version.number })}
          </ActionButton>
        </div>
      )}
    </section>
  )
}
