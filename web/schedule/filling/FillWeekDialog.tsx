import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { broadcastDayOf } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { clockTime, duration } from '../../ui/format.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { useWeekFilling } from '../templates/plans.api.ts'
import css from './Proposal.module.css'
import { ProposalView } from './ProposalView.tsx'
import { useLay } from './use-lay.ts'

type Props = { channel: Week['channel']; from: string; onClose: () => void }

/** Every gap of the week that is to be filled, with its clips; what is unticked stays as it is. */
export function FillWeekDialog({ channel, from, onClose }: Props) {
  const { t } = useTranslation('plans')
  const [all, setAll] = useState(false)
  const [left, setLeft] = useState<readonly string[]>([])
  const filling = useWeekFilling(channel.id, from, all)
  const { lay, error } = useLay(channel.id, onClose, filling.refetch)
  // What was read for the other choice of gaps says nothing about this one.
  const waiting = filling.isPending || filling.isPlaceholderData
  const proposals = waiting ? [] : (filling.data ?? [])
  const taken = proposals.filter(({ startsAt }) => !left.includes(startsAt))
  const count = taken.reduce((sum, { clips }) => sum + clips.length, 0)
  const problem = error ?? filling.error
  return (
    <Dialog
      wide
      title={t('fill.weekTitle')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <ActionButton blocked={count === 0 ? t('fill.weekNone') : undefined} onClick={() => lay(taken)}>
            {t('fill.lay', { count })}
          </ActionButton>
        </>
      }
    >
      <div className={form.form}>
        {problem !== null && <ErrorState error={problem} title={t('failed')} />}
        <Checkbox
          label={t('fill.all')}
          checked={all}
          data-autofocus
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        {waiting && <Skeletons rows={4} />}
        {!waiting && !problem && proposals.length === 0 && <p>{t('fill.weekNone')}</p>}
        {proposals.map((proposal) => {
          const { startsAt, endsAt } = proposal
          const day = dayName(broadcastDayOf(startsAt, channel.dayStartsMin))
          const span = duration(Date.parse(endsAt) - Date.parse(startsAt))
          return (
            <section key={startsAt} className={css.one}>
              <Checkbox
                label={`${t('fill.gapAt', { day, time: clockTime(startsAt) })} · ${span}`}
                checked={!left.includes(startsAt)}
                onChange={(event) =>
                  setLeft(
                    event.currentTarget.checked ? left.filter((at) => at !== startsAt) : [...left, startsAt],
                  )
                }
              />
              <ProposalView proposal={proposal} />
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
