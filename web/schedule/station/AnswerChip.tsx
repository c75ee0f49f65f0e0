import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import type { IconName } from '../../ui/icons.tsx'
import { Chip, type Tone } from '../../ui/StatusChip.tsx'
import type { AnsweredSlot } from './station.api.ts'

const looks: Record<AnsweredSlot['answer'], [Tone, IconName]> = {
  none: ['neutral', 'dash'],
  proposed: ['busy', 'send'],
  confirmed: ['good', 'check'],
  moved: ['warn', 'clock'],
  refused: ['stop', 'x'],
}

/** What the station said: colour, shape and word; with the hour where it wants another. */
export function AnswerChip({ answer, movedTo }: Pick<AnsweredSlot, 'answer' | 'movedTo'>) {
  const { t } = useTranslation('station')
  const [tone, icon] = looks[answer]
  return (
    <Chip tone={tone} icon={icon}>
      {t(`answer.${answer}`, { time: movedTo ? timeOfDay(movedTo) : '' })}
    </Chip>
  )
}
