import { ActionIcon, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { pump } from './sender.ts'
import { titleFor } from './title.ts'
import { type Upload, useChange } from './uploads.api.ts'

interface Props {
  upload: Upload
  onMove: (by: number) => void
  onGiveUp: () => void
}

export function RowMenu({ upload, onMove, onGiveUp }: Props) {
  const { t } = useTranslation('uploads')
  const change = useChange()
  const mark = () => change.mutate({ id: upload.id, urgent: !upload.urgent }, { onSettled: pump })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('action.more', { title: titleFor(upload) })}
        >
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={mark}>{t(upload.urgent ? 'action.calm' : 'action.urgent')}</Menu.Item>
        <Menu.Item onClick={() => onMove(Number.NEGATIVE_INFINITY)}>{t('action.first')}</Menu.Item>
        <Menu.Item onClick={() => onMove(-1)}>{t('action.up')}</Menu.Item>
        <Menu.Item onClick={() => onMove(1)}>{t('action.down')}</Menu.Item>
        {upload.state !== 'hashing' && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onGiveUp}>{t('action.giveUp')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
