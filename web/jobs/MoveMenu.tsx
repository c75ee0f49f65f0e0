import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Move } from '../../server/jobs/queue-order.rules.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { Job } from './jobs.api.ts'

const choices: readonly [Move, IconName][] = [
  ['first', 'flag'],
  ['up', 'up'],
  ['down', 'down'],
  ['last', 'next'],
]

/** When its turn comes: before all, one earlier, one later, behind all. Only what would change something is offered. */
export function MoveMenu({
  job,
  queue,
  onMove,
}: {
  job: Job
  queue: readonly Job[]
  onMove: (to: Move) => void
}) {
  const { t } = useTranslation('jobs')
  const lane = queue.filter((other) => other.state === 'queued' && other.lane === job.lane)
  const at = lane.findIndex((other) => other.id === job.id)
  const blocked: Record<Move, boolean> = {
    first: at <= 0,
    up: at <= 0,
    down: at === lane.length - 1,
    last: at === lane.length - 1,
  }
  if (lane.length < 2) return null
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          size="row"
          aria-label={t('orderOf', { title: job.title })}
          rightSection={<Icon name="chev" size={15} />}
        >
          {t('order')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices
          .filter(([move]) => !blocked[move])
          .map(([move, icon]) => (
            <Menu.Item key={move} leftSection={<Icon name={icon} />} onClick={() => onMove(move)}>
              {t(`move.${move}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
