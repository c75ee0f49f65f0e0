import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { Icon } from './icons.tsx'

type Props = ButtonProps & {
  children: ReactNode
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void
  type?: 'button' | 'submit'
  /** Why it cannot be pressed now and who can change that. Keeps the button focusable, so that the reason is read. */
  blocked?: ReactNode
}

/** A button that, when it cannot act, says why instead of falling silent. */
export function ActionButton({ blocked, children, onClick, type = 'button', ...rest }: Props) {
  if (!blocked)
    return (
      <Button {...rest} type={type} onClick={onClick}>
        {children}
      </Button>
    )
  return (
    <Tooltip label={blocked} events={{ hover: true, focus: true, touch: true }}>
      <Button {...rest} type="button" aria-disabled="true" leftSection={<Icon name="lock" size={17} />}>
        {children}
      </Button>
    </Tooltip>
  )
}
