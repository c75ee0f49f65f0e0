import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx'
import { drawings } from './drawings.tsx'
import css from './HelpPage.module.css'

const steps = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** What to do, in pictures, when a loudspeaker takes no stick; also as a sheet to take along. */
export default function HelpPage() {
  const { t } = useTranslation('sticks')
  return (
    <PageBody>
      <PageHeader title={t('help.title')} trail={{ label: t('packages'), to: '/goi' }} />
      <div className={css.top}>
        <p>{t('help.lead')}</p>
        <Button
          variant="default"
          leftSection={<Icon name="print" size={18} />}
          onClick={() => print()}
          className={css.print ?? ''}
        >
          {t('help.print')}
        </Button>
      </div>
      <h1 className={css.onPaper}>{t('help.title')}</h1>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step} className={`card ${css.step}`}>
            <svg viewBox="0 0 200 120" aria-hidden="true" className={css.drawing}>
              {drawings[step]}
            </svg>
            <div>
              <h2>
                <span className={`num ${css.number}`}>{step}</span> {t(`help.${step}.title`)}
              </h2>
              <p>{t(`help.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </PageBody>
  )
}
