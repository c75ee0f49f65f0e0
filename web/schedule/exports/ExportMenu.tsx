import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconMenu } from '../../ui/IconMenu.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useMay } from '../../ui/session.ts'
import { ImportDialog } from '../imports/ImportDialog.tsx'
import type { Week } from '../schedule.api.ts'
import { dayName } from '../sentences.ts'
import { FeedDialog } from './FeedDialog.tsx'

const forms = ['pdf', 'docx', 'xlsx', 'csv', 'txt', 'ics', 'xmltv'] as const

type Props = { week: Week; monday: string }

/** Everything that leaves the week as a file, apart by what was published and what is a draft, and the way in. */
export function ExportMenu({ week, monday }: Props) {
  const { t } = useTranslation('schedule')
  const [open, setOpen] = useState<'feed' | 'import'>()
  const mayEdit = useMay('schedule.edit')
  const drafted = week.days.some((day) => day.slots.length > 0)
  const id = week.channel.id
  const close = () => setOpen(undefined)
  const group = (of: 'published' | 'draft') => (
    <>
      <Menu.Label>{t(`export.${of}`)}</Menu.Label>
      <Menu.Item
        leftSection={<Icon name="print" size={16} />}
        renderRoot={(props) => (
          <Link
            {...props}
            to="/lich/in"
            search={{ from: monday, kenh: id, ...(of === 'draft' ? { of } : {}) }}
          />
        )}
      >
        {t('export.print')}
      </Menu.Item>
      {forms.map((form) => (
        <FileItem key={form} href={`/api/channels/${id}/files/${form}?from=${monday}&of=${of}`}>
          {t(`export.${form}`)}
        </FileItem>
      ))}
      {of === 'published' && (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<Icon name="down" size={16} />}>
              {t('export.ffplayout')}
            </Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {week.days
              .filter((day) => day.published)
              .map(({ day }) => (
                <FileItem key={day} href={`/api/channels/${id}/days/${day}/ffplayout.json`}>
                  {dayName(day)}
                </FileItem>
              ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )}
    </>
  )
  return (
    <>
      <IconMenu
        label={t('export.menu')}
        icon="print"
        dropdown={{ mah: '70vh', style: { overflowY: 'auto' } }}
      >
        {mayEdit && (
          <Menu.Item leftSection={<Icon name="up" size={16} />} onClick={() => setOpen('import')}>
            {t('import.open')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="link" size={16} />} onClick={() => setOpen('feed')}>
          {t('feed.open')}
        </Menu.Item>
        {week.inForce && group('published')}
        {drafted && group('draft')}
        {!week.inForce && !drafted && <Menu.Label>{t('export.nothing')}</Menu.Label>}
      </IconMenu>
      {open === 'feed' && <FeedDialog channelId={id} mayRenew={mayEdit} onClose={close} />}
      {open === 'import' && <ImportDialog week={week} onClose={close} />}
    </>
  )
}

const FileItem = ({ href, children }: { href: string; children: string }) => (
  <Menu.Item component="a" href={href} download leftSection={<Icon name="down" size={16} />}>
    {children}
  </Menu.Item>
)
