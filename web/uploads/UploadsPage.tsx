import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { choose, isLanguage, type Meant } from './choosing.ts'
import { Drop } from './Drop.tsx'
import { Inbox } from './Inbox.tsx'
import { Parts } from './Parts.tsx'
import { Queue } from './Queue.tsx'
import { Side } from './Side.tsx'
import { useUploads } from './uploads.api.ts'

/** Recordings on their way in: from this computer over the line, or from a disk at the server. */
export default function UploadsPage() {
  const { t } = useTranslation('uploads')
  const navigate = useNavigate()
  const { nguon, xem, tulieu, tieng } = useSearch({ strict: false })
  const meant: Meant = {
    ...(tulieu ? { workId: tulieu } : {}),
    ...(isLanguage(tieng) ? { language: tieng } : {}),
  }
  const uploads = useUploads()
  const mayWrite = useMay('uploads.write')
  const select = (id: string) => navigate({ to: '/tai-len', search: { xem: id }, replace: true })
  return (
    <>
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <SegmentedControl
            aria-label={t('source')}
            value={nguon === 'o-dia' ? 'o-dia' : 'may-nay'}
            onChange={(from) =>
              navigate({ to: '/tai-len', search: from === 'o-dia' ? { nguon: from } : {}, replace: true })
            }
            data={[
              { value: 'may-nay', label: t('fromHere') },
              { value: 'o-dia', label: t('fromDisk') },
            ]}
          />
        }
      />
      {nguon === 'o-dia' ? (
        <Inbox onTaken={(id) => navigate({ to: '/tai-len', search: { xem: id } })} />
      ) : (
        <PageBody aside={uploads.data && <Side uploads={uploads.data} selected={xem} />}>
          {mayWrite && <Drop meant={meant} onFiles={(files) => choose(files, select, meant)} />}
          <Parts />
          <Loaded query={uploads}>
            {(loaded) => <Queue uploads={loaded} selected={xem} onSelect={select} />}
          </Loaded>
        </PageBody>
      )}
    </>
  )
}
