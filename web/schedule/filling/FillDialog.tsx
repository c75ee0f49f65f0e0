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
import { type Gap, layFillings, useFilling } from '../templates/plans.api.ts'
import { offerLatest, rememberLaid } from '../undo.ts'
import { ProposalView } from './ProposalView.tsx'

type Props = { channel: Week['channel']; gap: Gap; onClose: () => void }

/** Lấp 4'30'': approved clips whose lengths fit one gap, seen and heard before they are laid. */
export function FillDialog({ channel, gap, onClose }: Props) {
  const { t } = useTranslation('plans')
  const [kinds, setKinds] = useState<string[]>(channel.fillKinds)
  const [error, setError] = useState<unknown>(null)
  const filling = useFilling(channel.id, gap, kinds.length > 0 ? kinds : undefined)
  const proposal = filling.data
  const count = proposal?.clips.length ?? 0
  const lay = async () => {
    if (!proposal) return
    try {
      const laid = await layFillings(channel.id, [proposal])
      const words = t('fill.done', { count: laid.length })
      rememberLaid(channel.id, words, laid)
      offerLatest(words)
      onClose()
    } catch (refusal) {
      setError(refusal)
      await filling.refetch()
    }
  }
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
          <ActionButton blocked={count === 0 ? t('fill.none') : undefined} onClick={lay}>
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
