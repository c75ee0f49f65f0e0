import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { duration, shortDate } from '../../ui/format.ts'
import { ListPanel } from '../../ui/ListPanel.tsx'
import css from './AsRun.module.css'
import { type DayLog, type Doubt, useSettle } from './as-run.api.ts'

/** Rows of the station's log beside what they may be in the plan: a person says which, the likeliest first. */
export function Doubts({ log, mayLog }: { log: DayLog; mayLog: boolean }) {
  const { t } = useTranslation('as-run')
  return (
    <ListPanel title={t('doubts')} count={log.doubts.length}>
      <ul className={css.doubts}>
        {log.doubts.map((doubt) => (
          <DoubtRow key={doubt.id} doubt={doubt} log={log} mayLog={mayLog} />
        ))}
      </ul>
    </ListPanel>
  )
}

function DoubtRow({ doubt, log, mayLog }: { doubt: Doubt; log: DayLog; mayLog: boolean }) {
  const { t } = useTranslation('as-run')
  const settle = useSettle()
  return (
    <li>
      <div className={css.side}>
        <h3>{t('inLog', { name: doubt.logName || t('pasted') })}</h3>
        <p>
          <span className="num">{timeOfDay(doubt.startsAt)}</span> <b>{doubt.title}</b>{' '}
          <span className="num mut">{duration(doubt.durationMs)}</span>
        </p>
        {mayLog && (
          <div className={css.buttons}>
            <Button
              variant="default"
              size="row"
              onClick={() => settle.mutate({ id: doubt.id, verdict: 'extra' })}
            >
              {t('isExtra')}
            </Button>
            <Button
              variant="subtle"
              size="row"
              onClick={() => settle.mutate({ id: doubt.id, verdict: 'drop' })}
            >
              {t('isNothing')}
            </Button>
          </div>
        )}
      </div>
      <div className={css.side}>
        <h3>{t('inPlan')}</h3>
        <ul>
          {doubt.candidates.map(({ slotId, day }) => {
            const known = log.slots.find(({ slot }) => slot.slotId === slotId)
            const name = known ? `${timeOfDay(known.slot.startsAt)} ${known.slot.title}` : shortDate(day)
            return (
              <li key={slotId} className={css.candidate}>
                <span>
                  <span className="num">{name}</span>{' '}
                  {known && <span className="num mut">{duration(known.slot.durationMs)}</span>}
                  {known?.row && <small className="mut"> {t(`status.${known.row.status}`)}</small>}
                </span>
                {mayLog && (
                  <Button
                    size="row"
                    variant="default"
                    loading={settle.isPending}
                    onClick={() => settle.mutate({ id: doubt.id, verdict: 'slot', slotId })}
                    aria-label={t('isThisOf', { title: doubt.title, name })}
                  >
                    {t('isThis')}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      </div>
      {settle.error && <ErrorState error={settle.error} />}
    </li>
  )
}
