import { useTranslation } from 'react-i18next'
import { type Billed as BilledSlot, billedApart, printedAt } from '../../../server/schedule/billed.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import type { Change } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import css from './ChangesList.module.css'

const icons: Record<Change['kind'], IconName> = {
  added: 'plus',
  moved: 'right',
  changed: 'pen',
  removed: 'minus',
}

/** What differs, day by day under rules like a newspaper: the old hour struck, the new one bold. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('schedule')
  const days = [...new Set(changes.map((change) => change.day))].sort()
  return (
    <div className={css.diff}>
      {days.map((day) => {
        const own = changes.filter((change) => change.day === day)
        return (
          <section key={day}>
            <h3>
              {dayName(day)} <span className="num">{own.length}</span>
            </h3>
            <ul>
              {own.map((change) => {
                const slot = 'after' in change ? change.after : change.before
                return (
                  <li key={slot.slotId} data-kind={change.kind}>
                    <Icon name={icons[change.kind]} size={16} />
                    <div>
                      <span className="sr-only">{t(`change.${change.kind}`)}: </span>
                      <Title change={change} />
                      <p>
                        <Detail change={change} />
                      </p>
                    </div>
                  </li>
                )
              })}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** A row that another one replaces names both. */
function Title({ change }: { change: Change }) {
  const { t } = useTranslation('schedule')
  if (change.kind === 'changed' && change.before.title !== change.after.title)
    return (
      <b>
        <del>{change.before.title}</del> {t('change.to')} {change.after.title}
      </b>
    )
  return <b>{('after' in change ? change.after : change.before).title}</b>
}

function Detail({ change }: { change: Change }) {
  const { t } = useTranslation('schedule')
  if (change.kind === 'moved')
    return (
      <>
        <del className="num">
          {change.fromDay === change.day ? '' : `${dayName(change.fromDay)} `}
          {timeOfDay(change.before.startsAt)}
        </del>{' '}
        {t('change.to')} <span className="num strong">{timeOfDay(change.after.startsAt)}</span>
        <Billed slot={change.after} />
      </>
    )
  const slot = change.kind === 'removed' ? change.before : change.after
  return (
    <>
      <span className="num">{timeOfDay(slot.startsAt)}</span>
      {change.kind === 'added' && (
        <>
          <Billed slot={slot} />, {t(`run.${slot.run}`).toLocaleLowerCase()},{' '}
          <span className="num">{duration(slot.durationMs)}</span>
        </>
      )}
      {change.kind === 'changed' &&
        `: ${change.fields.map((field) => t(`change.field.${field}`)).join(', ')}`}
      {change.kind === 'changed' && change.fields.includes('billedAt') && (
        <>
          {' '}
          <del className="num">{timeOfDay(printedAt(change.before))}</del>{' '}
          <span className="num strong">{timeOfDay(printedAt(change.after))}</span>
        </>
      )}
      {change.kind === 'changed' && change.fields.includes('durationMs') && (
        <>
          {' '}
          <del className="num">{duration(change.before.durationMs)}</del>{' '}
          <span className="num strong">{duration(change.after.durationMs)}</span>
        </>
      )}
    </>
  )
}

function Billed({ slot }: { slot: BilledSlot }) {
  const { t } = useTranslation('schedule')
  return billedApart(slot) && <> ({t('mark.billed', { time: timeOfDay(printedAt(slot)) })})</>
}
