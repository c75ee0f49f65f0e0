import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { shortDateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { toast } from '../../ui/toasts.ts'
import { ConflictList } from '../conflicts/ConflictList.tsx'
import { type DayView, findSlot } from '../plan-view.ts'
import { type Change, publish, type Slot, takeBack, type Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { offerUndo } from '../undo.ts'
import { ChangesList } from './ChangesList.tsx'
import { Overtaken } from './Overtaken.tsx'
import css from './PublishDrawer.module.css'
import { submitPlan, usePublishing } from './publishing.api.ts'

/** How long a publication can be taken back (ms). */
const TAKE_BACK_MS = 30_000
/** More than so many warnings are folded, so that the changes stay in sight. */
const FEW = 3

type Props = {
  week: Week
  days: readonly DayView[]
  canEdit: boolean
  saving: boolean
  onShow: (slot: Slot) => void
  onClose: () => void
}

/** A row that moves from one day to another changes both. */
const concerns = (change: Change, day: string) =>
  change.day === day || (change.kind === 'moved' && change.fromDay === day)

/** What publishing would change, what stands in its way, and the button. */
export function PublishDrawer({ week, days, canEdit, saving, onShow, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const { t: words } = useTranslation('publishing')
  const [error, setError] = useState<unknown>(null)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const number = (week.inForce?.number ?? 0) + 1
  const changed = days.map(({ day }) => day).filter((day) => week.changes.some((one) => concerns(one, day)))
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = changed.filter((day) => !left.includes(day))
  const conflicts = days.flatMap((day) => day.conflicts)
  const stops = conflicts.filter(({ severity, day }) => severity === 'stop' && chosen.includes(day))
  const notes = conflicts.filter((conflict) => !stops.includes(conflict))
  const show = (id: string) => {
    const slot = findSlot(days, id)
    if (slot) onShow(slot)
  }
  const blocked =
    stops.length > 0
      ? t('publish.wallsFirst', { count: stops.length })
      : chosen.length === 0
        ? t('publish.nothing')
        : saving
          ? t('saving')
          : undefined

  const settings = usePublishing(week.channel.id).data
  // Where only new content needs a second person, the server knows whether there is any.
  const asked =
    settings?.planApproval === 'always' || (error instanceof ApiError && error.code === 'plan_needs_approval')
  const offersSubmit = asked || settings?.planApproval === 'new_content'
  const submit = async () => {
    setBusy(true)
    try {
      await submitPlan(week.channel.id, { days: chosen, note })
      toast(words('plan.submitted'))
      onClose()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }

  const leave = async (delayMs?: number) => {
    setBusy(true)
    try {
      const seen = week.days
        .filter(({ day }) => chosen.includes(day))
        .map(({ day, published, sha256 }) => ({ day, number: published?.number ?? 0, sha256 }))
      const json = { days: chosen, seen, ...(delayMs ? { delayMs } : {}) }
      const { leaving } = await publish(week.channel.id, json)
      if (leaving) {
        const back = async () => {
          await takeBack(leaving.jobId)
          toast(t('publish.takenBack'))
        }
        offerUndo(t('publish.leaving', { number }), back, true)
      } else toast(t('publish.done', { number }))
      onClose()
    } catch (refusal) {
      setError(refusal)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer
      title={t('publish.title', { number })}
      onClose={onClose}
      foot={
        <>
          <p className={css.after}>{asked ? words('plan.needed') : t('publish.after')}</p>
          {offersSubmit && (
            <TextInput
              className={css.after}
              label={words('plan.note')}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          {!asked && (
            <>
              <ActionButton variant="default" blocked={blocked} onClick={() => leave()} loading={busy}>
                {t('publish.now')}
              </ActionButton>
              <ActionButton
                variant={offersSubmit ? 'default' : 'filled'}
                blocked={blocked}
                onClick={() => leave(TAKE_BACK_MS)}
                loading={busy}
              >
                {t('publish.button', { number })}
              </ActionButton>
            </>
          )}
          {offersSubmit && (
            <ActionButton blocked={blocked} onClick={submit} loading={busy}>
              {words('plan.submit')}
            </ActionButton>
          )}
        </>
      }
    >
      <p className={css.base}>
        {week.inForce
          ? t('publish.base', { number: week.inForce.number, at: shortDateTime(week.inForce.publishedAt) })
          : t('publish.first')}
      </p>
      {error !== null && <Overtaken error={error} title={t('publish.failed')} />}
      {changed.length > 1 && (
        <Checkbox.Group
          className={css.days}
          label={t('publish.days')}
          description={t('publish.daysHint')}
          value={chosen}
          onChange={(ticked) => setLeft(changed.filter((day) => !ticked.includes(day)))}
        >
          <div className="wrap">
            {changed.map((day) => (
              <Checkbox key={day} value={day} label={dayName(day)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {stops.length > 0 && (
        <section className={css.walls}>
          <h3>
            <Icon name="stop" /> {t('publish.walls', { count: stops.length })}
          </h3>
          <ConflictList conflicts={stops} canEdit={canEdit} onShow={show} />
        </section>
      )}
      {notes.length > 0 && (
        <details className={css.notes} open={notes.length <= FEW}>
          <summary>
            <Icon name="warn" /> {t('publish.notes', { count: notes.length })}
          </summary>
          <ConflictList conflicts={notes} canEdit={canEdit} onShow={show} />
        </details>
      )}
      <ChangesList changes={week.changes.filter((one) => chosen.some((day) => concerns(one, day)))} />
      {week.changes.length === 0 && <p className={css.base}>{t('publish.nothing')}</p>}
    </Drawer>
  )
}
