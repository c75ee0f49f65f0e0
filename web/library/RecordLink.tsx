import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icons.tsx'

type Props = { workId: string; language: string; compact?: boolean; children: ReactNode }

/** Leads to the microphone, for one work in one language. */
export function RecordLink({ workId, language, compact, children }: Props) {
  return (
    <Button
      variant="default"
      {...(compact ? { size: 'compact-md' } : { leftSection: <Icon name="wave" size={17} /> })}
      renderRoot={(props) => (
        <Link {...props} to="/tu-lieu/$workId/thu-am" params={{ workId }} search={{ tieng: language }} />
      )}
    >
      {children}
    </Button>
  )
}
