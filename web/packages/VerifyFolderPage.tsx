import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { percent } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { ProgressLine } from '../ui/ProgressLine.tsx'
import { useVerifying } from '../ui/verify/use-verifying.ts'
import { VerdictCard } from './VerdictCard.tsx'
import css from './VerifyFolderPage.module.css'

/** Compares a copied package, on a stick or in a ZIP, with its own manifest, byte for byte; needs no network. */
export default function VerifyFolderPage() {
  const { t } = useTranslation('packages')
  const { state, verify, again } = useVerifying()
  const folder = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])].map((file) => ({
      path: file.webkitRelativePath || file.name,
      file,
    }))
    // The same choice made again must count as a change.
    input.value = ''
    if (chosen.length > 0) void verify(chosen)
  }
  return (
    <PageBody>
      <PageHeader title={t('verify')} trail={{ label: t('title'), to: '/goi' }} />
      <p className="sec">{t('verifyLead')}</p>
      <div className={css.choose}>
        <Button
          className={css.big ?? ''}
          leftSection={<Icon name="usb" size={20} />}
          onClick={() => folder.current?.click()}
        >
          {t('chooseFolder')}
        </Button>
        <Button
          className={css.big ?? ''}
          variant="default"
          leftSection={<Icon name="box" size={20} />}
          onClick={() => files.current?.click()}
        >
          {t('chooseZip')}
        </Button>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={t('chooseFolder')}
          onChange={(event) => take(event.currentTarget)}
          {...{ webkitdirectory: '' }}
        />
        <input
          ref={files}
          type="file"
          hidden
          accept=".zip,application/zip"
          multiple
          aria-label={t('chooseZip')}
          onChange={(event) => take(event.currentTarget)}
        />
      </div>
      <div aria-live="polite" className={css.results}>
        {state.step === 'reading' && (
          <ProgressLine label={t('reading')} fraction={state.fraction}>
            {`${t('reading')}, ${percent(state.fraction)}`}
          </ProgressLine>
        )}
        {state.step === 'nothing' && (
          <div className={css.nothing} role="alert">
            <Icon name="warn" />
            <div>
              <b>{t('noManifest')}</b>
              <p>{t('noManifestHint')}</p>
            </div>
          </div>
        )}
        {state.step === 'done' &&
          state.checked.map(({ candidate, verdict }) => (
            <VerdictCard key={candidate.folder} candidate={candidate} verdict={verdict} />
          ))}
        {state.step === 'done' && (
          <div>
            <Button variant="default" onClick={again}>
              {t('verifyAgain')}
            </Button>
          </div>
        )}
      </div>
    </PageBody>
  )
}
