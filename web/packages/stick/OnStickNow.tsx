import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { OnStick } from '../../../server/packages/sticks/stick-folder.rules.ts'
import type { StickAnswer } from '../../../server/packages/sticks/sticks.schema.ts'
import { bytes } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Paths } from './Paths.tsx'
import css from './Stick.module.css'
import { isSameStick } from './write-folder.ts'

type Props = {
  stick: StickAnswer
  found: OnStick
  /** What the browser calls the picked folder. */
  name: string
  onWrite: () => void
  onOther: () => void
}

/** What the stick holds before anything is written; nothing of it is removed without this question. */
export function OnStickNow({ stick, found: { ours, otherSounds }, name, onWrite, onOther }: Props) {
  const { t } = useTranslation('sticks')
  const kind = !ours
    ? 'fresh'
    : !isSameStick(ours.list, stick.list)
      ? 'replace'
      : ours.finished
        ? 'same'
        : 'unfinished'
  return (
    <div className={css.looked}>
      <p>{t('picked', { name, size: bytes(stick.sizeBytes) })}</p>
      {otherSounds.length > 0 && (
        <div className={css.notice}>
          <Icon name="speaker" />
          <div>
            <b>{t('others', { count: otherSounds.length })}</b>
            <Paths paths={otherSounds} />
            <p>{t('othersHint')}</p>
          </div>
        </div>
      )}
      {ours && kind === 'replace' && (
        <div className={css.notice}>
          <Icon name="warn" />
          <p>
            {t('replaces', {
              title: ours.list.title,
              target: ours.list.target,
              number: ours.list.number,
              folders: ours.list.folders.map((folder) => folder.name).join(', '),
            })}
          </p>
        </div>
      )}
      {kind === 'unfinished' && <p>{t('unfinished')}</p>}
      {kind === 'same' && <p>{t('same')}</p>}
      <div className={css.actions}>
        <Button className={css.big ?? ''} leftSection={<Icon name="usb" size={20} />} onClick={onWrite}>
          {t(`go.${kind}`)}
        </Button>
        <Button className={css.big ?? ''} variant="default" onClick={onOther}>
          {t('other')}
        </Button>
      </div>
    </div>
  )
}
