import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { duration } from '../../ui/format.ts'
import { dayName } from '../sentences.ts'
import { Overtaken } from './Overtaken.tsx'
import { type Preview, type Rule, type SubstitutionRow, substitute } from './publishing.api.ts'
import css from './SubstitutionPage.module.css'

type Props = {
  channelId: string
  name: string
  rule: Rule
  preview: Preview
  onBack: () => void
  onDone: () => void
}

/** Row by row: what goes, why, and what comes; what is not ticked stays as it is. */
export function SubstitutionReview({ channelId, name, rule, preview, onBack, onDone }: Props) {
  const { t } = useTranslation('publishing')
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const chosen = preview.rows.filter((row) => !kept.has(row.slot.slotId))
  const toggle = (id: string) => () =>
    setKept((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id]))
  const publish = async () => {
    setBusy(true)
    setError(null)
    try {
      await substitute(channelId, {
        name,
        rule,
        seen: preview.seen,
        rows: chosen.map(({ day, slot, instead }) => ({ day, slotId: slot.slotId, instead })),
      })
      onDone()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }
  const days = [...new Set(preview.rows.map((row) => row.day))]
  return (
    <section className="stack" aria-label={t('substitution.review')}>
      <h2>{t('substitution.reviewOf', { name })}</h2>
      {preview.unpublished.length > 0 && (
        <p className={css.note}>
          {t('substitution.unpublished', { days: preview.unpublished.map(dayName).join(', ') })}
        </p>
      )}
      {error !== null && <Overtaken error={error} title={t('substitution.failed')} />}
      {preview.rows.length === 0 && <EmptyState title={t('substitution.nothing')} />}
      {days.map((day) => (
        <section key={day} className={`card ${css.day}`}>
          <h3>{dayName(day)}</h3>
          <ul>
            {preview.rows
              .filter((row) => row.day === day)
              .map((row) => (
                <Row
                  key={row.slot.slotId}
                  row={row}
                  goes={!kept.has(row.slot.slotId)}
                  onToggle={toggle(row.slot.slotId)}
                />
              ))}
          </ul>
        </section>
      ))}
      <div className={css.foot}>
        <Button variant="default" onClick={onBack}>
          {t('substitution.back')}
        </Button>
        <ActionButton
          loading={busy}
          blocked={chosen.length === 0 ? t('substitution.chooseFirst') : undefined}
          onClick={publish}
        >
          {t('substitution.publish', { count: chosen.length })}
        </ActionButton>
      </div>
    </section>
  )
}

function Row({ row, goes, onToggle }: { row: SubstitutionRow; goes: boolean; onToggle: () => void }) {
  const { t } = useTranslation('publishing')
  const { slot, why, instead, leftMs, broken } = row
  return (
    <li data-kept={!goes || undefined}>
      <Checkbox
        checked={goes}
        onChange={onToggle}
        label={
          <>
            <span className="num">{timeOfDay(slot.startsAt)}</span> {slot.title}{' '}
            <span className="num mut">{duration(slot.durationMs)}</span>
          </>
        }
        description={
          why.by === 'kind'
            ? t('substitution.byKind', { kind: t(`substitution.kind.${why.kind as 'song'}`) })
            : t('substitution.byWord', { word: why.word })
        }
      />
      {goes ? (
        <ul className={css.instead}>
          {instead.map((one) => (
            <li key={one.startsAt}>
              <span className="num">{timeOfDay(one.startsAt)}</span> <b>{one.title}</b>{' '}
              <span className="num mut">{duration(one.durationMs)}</span>
            </li>
          ))}
          {leftMs > 0 && <li className={css.left}>{t('substitution.left', { span: duration(leftMs) })}</li>}
          {broken.map((rule) => (
            <li key={`${rule.rule} ${rule.versionId} ${rule.otherAt}`} className={css.left}>
              {rule.rule === 'same_work'
                ? t('substitution.sameWork', {
                    title: rule.otherTitle,
                    time: timeOfDay(rule.otherAt),
                    hours: rule.hours,
                  })
                : t('substitution.sameArtist', {
                    artist: rule.artist,
                    title: rule.otherTitle,
                    time: timeOfDay(rule.otherAt),
                  })}
            </li>
          ))}
        </ul>
      ) : (
        <p className="sec">{t('substitution.stays')}</p>
      )}
    </li>
  )
}
