import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RundownRow } from '../../../server/schedule/rundown/rundown.rules.ts'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Slot, Week } from '../schedule.api.ts'
import { FrameTime } from './FrameTime.tsx'
import css from './Rundown.module.css'
import type { RundownActs } from './RundownTable.tsx'
import type { Place } from './SlotRow.tsx'

type Props = {
  gap: Extract<RundownRow<Slot>, { kind: 'gap' }>
  channel: Week['channel']
  acts: RundownActs | undefined
  place: Place
}

/** Time that nothing fills, what is to become of it, and the way to fill it. */
export function GapRow({ gap, channel, acts, place }: Props) {
  const { t } = useTranslation('plans')
  const span = duration(gap.durationMs)
  const words = t(gap.offAir ? 'rundown.offAir' : 'rundown.gap', { span })
  return (
    <tr
      className={gap.offAir ? css.offAir : css.gap}
      data-row={place.index}
      tabIndex={acts ? place.tabIndex : undefined}
      onFocus={place.onFocus}
      aria-label={words}
    >
      <td />
      <td>
        <FrameTime at={gap.startsAt} />
      </td>
      <td className="num">{span}</td>
      <td className={css.title}>
        <span className={css.gapWords}>
          {!gap.offAir && <Icon name="warn" size={15} />} {words}
        </span>
      </td>
      <td colSpan={2}>
        {!gap.offAir && acts ? (
          <NativeSelect
            size="xs"
            className={css.policy}
            aria-label={`${t('rundown.policy')}: ${words}`}
            data={[
              { value: '', label: t('rundown.followChannel', { policy: t(`rundown.${channel.gapPolicy}`) }) },
              { value: 'leave', label: t('rundown.leave') },
              { value: 'fill', label: t('rundown.fill') },
            ]}
            value={gap.own ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              acts.policy(gap.afterId, value === 'fill' || value === 'leave' ? value : null)
            }}
          />
        ) : (
          !gap.offAir && t(`rundown.${gap.policy}`)
        )}
      </td>
      <td>
        <FrameTime at={gap.endsAt} />
      </td>
      {acts && (
        <td className={css.acts}>
          {!gap.offAir && (
            <Button size="compact-sm" className={css.fill} onClick={() => acts.fill(gap)}>
              {t('rundown.fillGap', { span })}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}
