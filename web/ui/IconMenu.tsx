import { ActionIcon, Menu, type MenuDropdownProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'

type Props = {
  label: string
  icon: IconName
  width?: number
  dropdown?: MenuDropdownProps
  children: ReactNode
}

/** A toolbar's button that opens a menu; its name is read out and shown under the pointer. */
export function IconMenu({ label, icon, width, dropdown, children }: Props) {
  return (
    <Menu position="bottom-end" withinPortal {...(width === undefined ? {} : { width })}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label}>
          <Icon name={icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown {...dropdown}>{children}</Menu.Dropdown>
    </Menu>
  )
}
