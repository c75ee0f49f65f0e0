import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icons.tsx'
import type { Change } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import css from './ChangesList.module.css'

const kinds: { kind: Change['kind']; icon: IconName }[] = [
  { kind: 'added', icon: 'plus' },
  { kind: 'moved', icon: 'right' },
  { kind: 'changed', icon: 'pen' },
  { kind: 'removed', icon: 'minus' },
]

/** What differs, under rules like a newspaper: the old hour struck, the new one bold. */
export function ChangesList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('schedule')
  return (
    <div className={css.diff}>
      {kinds.map(({ kind, icon }) => {
        const own = changes.filter((change) => change.kind === kind)
        if (own.length === 0) return null
        return (
          <section key={kind}>
            <h3>
              {t(`change.${kind}`)} <span className="num">{own.length}</span>
            </h3>
            <ul>
              {own.map((change) => {
                const slot = 'after' in change ? change.after : change.before
                return (
                  <li key={slot.slotId} data-kind={kind}>
                    <Icon name={icon} size={16} />
                    <div>
                      <b>{slot.title}</b>
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

function Detail({ change }: { change: Change }) {
  const { t } = useTranslation('schedule')
  if (change.kind === 'moved')
    return (
      <>
        {dayName(change.day)},{' '}
        <del className="num">
          {change.fromDay === change.day ? '' : `${dayName(change.fromDay)} `}
          {timeOfDay(change.before.startsAt)}
        </del>{' '}
        {t('change.to')} <span className="num strong">{timeOfDay(change.after.startsAt)}</span>
      </>
    )
  const slot = change.kind === 'removed' ? change.before : change.after
  return (
    <>
      {dayName(change.day)}, <span className="num">{timeOfDay(slot.startsAt)}</span>
      {change.kind === 'added' && (
        <>
          , {t(`run.${slot.run}`).toLocaleLowerCase()},{' '}
          <span className="num">{duration(slot.durationMs)}</span>
        </>
      )}
      {change.kind === 'changed' &&
        `: ${change.fields.map((field) => t(`change.field.${field}`)).join(', ')}`}
    </>
  )
}
