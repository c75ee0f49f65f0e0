import { Menu } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '../../ui/icons.tsx'
import type { Slot } from '../schedule.api.ts'
import type { Asking } from './SelectionBar.tsx'
import type { GridActs } from './use-grid-keys.ts'

export interface MenuPlace {
  slot: Slot
  x: number
  y: number
}

type Props = {
  place: MenuPlace
  acts: GridActs
  onAsk: (slot: Slot, what: Asking) => void
  onClose: () => void
}

/** What can be done with a slot, where it was asked for: by the other button of the mouse or the menu key. */
export function SlotMenu({ place: { slot, x, y }, acts, onAsk, onClose }: Props) {
  const { t } = useTranslation(['schedule', 'calendar'])
  // Where what was chosen has not taken the focus, it goes back to the slot.
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body)
          document.querySelector<HTMLElement>(`[data-slot="${slot.id}"]`)?.focus()
      })
    },
    [slot.id],
  )
  const item = (icon: IconName, words: string, act: () => void, key?: string) => (
    <Menu.Item
      leftSection={<Icon name={icon} size={16} />}
      rightSection={key && <kbd className="num mut">{key}</kbd>}
      onClick={act}
    >
      {words}
    </Menu.Item>
  )
  return (
    <Menu opened onChange={(open) => !open && onClose()} position="bottom-start" withinPortal returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: x, top: y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={slot.title}>
        {item('clock', t('selection.moveTo'), () => onAsk(slot, 'time'))}
        {item('cut', t('calendar:length.ask'), () => onAsk(slot, 'length'))}
        {item('copy', t('selection.duplicate'), () => acts.duplicate(slot), 'D')}
        {item('repeat', t('selection.repeat'), () => acts.repeat(slot), 'R')}
        <Menu.Divider />
        {item('pen', t('selection.open'), () => acts.open(slot), 'Enter')}
        {item('trash', t('selection.remove'), () => acts.remove(slot), 'Del')}
      </Menu.Dropdown>
    </Menu>
  )
}
