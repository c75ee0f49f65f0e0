import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { bytes } from '../ui/format.ts'
import { useMay } from '../ui/session.ts'
import { Answers } from './Answers.tsx'
import { Disks } from './Disks.tsx'
import { type Delivery, fileUrl } from './delivery.api.ts'
import css from './Folder.module.css'
import { Links } from './Links.tsx'

/** What is in a delivery's folder, where it went, and what the station said of it. */
export function Folder({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  return (
    <div className={css.folder}>
      <Part title={t('files')}>
        <FileList delivery={delivery} />
      </Part>
      {(mayMake || delivery.copies.length > 0) && (
        <Part title={t('disk.title')}>
          <Disks delivery={delivery} />
        </Part>
      )}
      {(mayMake || delivery.links.length > 0) && (
        <Part title={t('link.title')}>
          <Links delivery={delivery} />
        </Part>
      )}
      {(mayMake || delivery.answers.length > 0) && (
        <Part title={t('answers')}>
          <Answers delivery={delivery} />
        </Part>
      )}
    </div>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.part} aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)

function FileList({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  return (
    <ul className={css.files}>
      {delivery.files.map((file) => (
        <li key={file.name}>
          <span className={css.what}>{t(`role.${file.role}`)}</span>
          {delivery.stopped ? (
            <span className={css.file}>{file.name}</span>
          ) : (
            <a className={`link ${css.file}`} href={fileUrl(delivery.id, file.name)} download>
              {file.name}
            </a>
          )}
          <span className="num">{bytes(file.sizeBytes)}</span>
          <code title={file.sha256}>{file.sha256.slice(0, 12)}</code>
        </li>
      ))}
    </ul>
  )
}
