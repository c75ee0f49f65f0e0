import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { bytes } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import css from './PackagesPage.module.css'
import { bundleUrl, type PackageLine } from './packages.api.ts'

/** Everything in one go. A plain link: the browser's own download goes on after a cut, from where it stopped. */
export function DownloadAll({ lines, large }: { lines: readonly PackageLine[]; large: boolean }) {
  const { t } = useTranslation('packages')
  const ready = lines.filter((line) => line.content && line.supersededBy === null)
  if (ready.length < 2) return null
  const size = ready.reduce((sum, line) => sum + (line.content?.sizeBytes ?? 0), 0)
  return (
    <div className={css.all}>
      <Button
        component="a"
        href={bundleUrl(ready.map((line) => line.id))}
        download
        className={large ? (css.big ?? '') : ''}
        leftSection={<Icon name="down" size={20} />}
      >
        {t('downloadAll', { count: ready.length, size: bytes(size) })}
      </Button>
      <p className="sec">{t('resumeNote')}</p>
    </div>
  )
}
