import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { duration } from '../../ui/format.ts'
import { Skeletons } from '../../ui/Skeletons.tsx'
import form from '../SlotForm.module.css'
import type { Week } from '../schedule.api.ts'
import { KindChecks } from '../templates/DaySettings.tsx'
import { type Gap, useFilling } from '../templates/plans.api.ts'
import { ProposalView } from './ProposalView.tsx'
import { useLay } from './use-lay.ts'

type Props = { channel: Week['channel']; gap: Gap; onClose: () => void }

/** Lấp 4'30'': approved clips whose lengths fit one gap, seen and heard before they are laid. */
export function FillDialog({ channel, gap, onClose }: Props) {
  const { t } = useTranslation('plans')
  const [kinds, setKinds] = useState<string[]>(channel.fillKinds)
  const filling = useFilling(channel.id, gap, kinds.length > 0 ? kinds : undefined)
  const { lay, error } = useLay(channel.id, onClose, filling.refetch)
  const proposal = filling.data
  const count = proposal?.clips.length ?? 0
  const problem = error ?? filling.error
  return (
    <Dialog
      wide
      title={t('fill.title', { span: duration(Date.parse(gap.endsAt) - Date.parse(gap.startsAt)) })}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <ActionButton
            blocked={count === 0 ? t('fill.none') : undefined}
            onClick={() => proposal && lay([proposal])}
          >
            {t('fill.lay', { count })}
          </ActionButton>
        </>
      }
    >
      <div className={form.form}>
        {problem !== null && <ErrorState error={problem} title={t('failed')} />}
        {!proposal && !problem && <Skeletons rows={3} />}
        {proposal && count > 0 && <ProposalView proposal={proposal} />}
        {proposal && count === 0 && (
          <div>
            <b>{t('fill.none')}</b>
            <p className={form.hint}>{t('fill.noneHint')}</p>
          </div>
        )}
        <KindChecks kinds={kinds} onChange={setKinds} />
      </div>
    </Dialog>
  )
}
