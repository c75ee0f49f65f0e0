import { ActionIcon, Menu } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { useRowDrag } from '../ui/use-row-drag.ts'
import { type Part, parts } from './order.ts'
import type { Item } from './use-draft.ts'

export type Actions = {
  move(by: -1 | 1): void
  moveInto(part: Part): void
  speak(bilingual: boolean | null): void
  remove(): void
  /** Another item was let go of above this one. */
  receive(key: string): void
}

/** Lets an item be dragged onto another's place; the attributes go onto its row. */
export function useItemDrag(item: Item, number: number, actions: Actions | undefined) {
  const ref = useRef<HTMLLIElement>(null)
  const over = useRowDrag(ref, {
    list: 'evening',
    id: item.key,
    place: number - 1,
    active: actions !== undefined,
    onDrop: (key) => actions?.receive(key),
  })
  return { ref, 'data-over': over || undefined, 'data-movable': actions ? true : undefined }
}

/** Shift and arrows move, Delete takes out. */
export const itemKeys = (actions: Actions | undefined) => (event: KeyboardEvent<HTMLElement>) => {
  if (!actions || !(event.shiftKey || event.key === 'Delete')) return
  if (event.key === 'ArrowUp') actions.move(-1)
  else if (event.key === 'ArrowDown') actions.move(1)
  else if (event.key === 'Delete') actions.remove()
  else return
  event.preventDefault()
}

type Props = {
  item: Item
  name: string
  actions: Actions
  /** Whether the list says everything twice unless told otherwise. */
  listSpeaksTwice: boolean
  onEdit?: (() => void) | undefined
}

export function ItemMenu({ item, name, actions, listSpeaksTwice, onEdit }: Props) {
  const { t } = useTranslation('playlists')
  const twice = item.bilingual ?? listSpeaksTwice
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size={30} aria-label={t('actionsOf', { title: name })}>
          <Icon name="more" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onEdit && <Menu.Item onClick={onEdit}>{t('rule.edit')}</Menu.Item>}
        <Menu.Item onClick={() => actions.move(-1)} rightSection={<kbd>Shift ↑</kbd>}>
          {t('up')}
        </Menu.Item>
        <Menu.Item onClick={() => actions.move(1)} rightSection={<kbd>Shift ↓</kbd>}>
          {t('down')}
        </Menu.Item>
        <Menu.Label>{t('into')}</Menu.Label>
        {parts
          .filter((part) => part !== item.part)
          .map((part) => (
            <Menu.Item key={part} onClick={() => actions.moveInto(part)}>
              {t(`part.${part}`)}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={() => actions.speak(!twice === listSpeaksTwice ? null : !twice)}>
          {t(twice ? 'twice.off' : 'twice.on')}
        </Menu.Item>
        <Menu.Item onClick={actions.remove} rightSection={<kbd>Del</kbd>}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
