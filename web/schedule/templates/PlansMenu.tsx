import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { weekFrom } from '../../../server/schedule/schedule.rules.ts'
import { IconMenu } from '../../ui/IconMenu.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useMay } from '../../ui/session.ts'
import { toast } from '../../ui/toasts.ts'
import { FillWeekDialog } from '../filling/FillWeekDialog.tsx'
import type { Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { layInTurn } from '../undo.ts'
import { CopyWeekDialog } from './CopyWeekDialog.tsx'
import { DaySettings } from './DaySettings.tsx'
import { OccasionDialog } from './OccasionDialog.tsx'
import { layWeek } from './plans.api.ts'
import { SaveWeekDialog } from './SaveWeekDialog.tsx'

type Dialog = 'save' | 'fill' | 'copy' | 'occasion' | 'settings'

/** What lays many slots of a week at once, and the way to its days. */
export function PlansMenu({
  week,
  onFailure,
}: {
  week: Pick<Week, 'channel' | 'from'>
  onFailure?: (error: unknown) => void
}) {
  const { t } = useTranslation('plans')
  const canEdit = useMay('schedule.edit')
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { channel, from } = week
  const lay = async () => {
    try {
      let skipped = 0
      await layInTurn(
        channel.id,
        async () => {
          const answer = await layWeek(channel.id, from)
          skipped = answer.skipped
          return answer.slots
        },
        (count) => (count > 0 ? t('laid', { count }) : t('laidNone')),
        () => (skipped > 0 ? `. ${t('skipped', { count: skipped })}.` : '.'),
      )
    } catch (refusal) {
      if (onFailure) onFailure(refusal)
      else toast(refusal instanceof Error ? refusal.message : t('failed'))
    }
  }
  const close = () => setDialog(null)
  const shown = { channel, from, onClose: close }
  return (
    <>
      <IconMenu label={t('menu.label')} icon="layers" width={280}>
        <Menu.Item
          leftSection={<Icon name="list" size={16} />}
          renderRoot={(props) => <Link {...props} to="/lich/khung" search={{ kenh: channel.id }} />}
        >
          {t('menu.template')}
        </Menu.Item>
        {canEdit && (
          <>
            <Menu.Label>{t('menu.toolsHead')}</Menu.Label>
            <Menu.Item leftSection={<Icon name="down" size={16} />} onClick={lay}>
              {t('menu.lay')}
            </Menu.Item>
            {(['fill', 'save', 'copy', 'occasion', 'settings'] as const).map((one) => (
              <Menu.Item
                key={one}
                leftSection={<Icon name={icons[one]} size={16} />}
                onClick={() => setDialog(one)}
              >
                {t(`menu.${one}`)}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Label>{t('menu.daysHead')}</Menu.Label>
        {weekFrom(from).map((day) => (
          <Menu.Item
            key={day}
            renderRoot={(props) => (
              <Link {...props} to="/lich/ngay/$day" params={{ day }} search={{ kenh: channel.id }} />
            )}
          >
            {dayName(day)}
          </Menu.Item>
        ))}
      </IconMenu>
      {dialog === 'save' && <SaveWeekDialog {...shown} />}
      {dialog === 'copy' && <CopyWeekDialog {...shown} />}
      {dialog === 'occasion' && <OccasionDialog {...shown} />}
      {dialog === 'fill' && <FillWeekDialog {...shown} />}
      {dialog === 'settings' && <DaySettings channel={channel} onClose={close} />}
    </>
  )
}

const icons = { fill: 'layers', save: 'disk', copy: 'copy', occasion: 'cal', settings: 'clock' } as const
