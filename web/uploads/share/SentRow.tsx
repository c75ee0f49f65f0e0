import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { languageName } from '../../ui/LanguageChip.tsx'
import { Handed } from '../Handed.tsx'
import { type Held, settle } from './held.ts'
import css from './Share.module.css'
import { drop, type Fate, renewHeld, send } from './sharing.ts'

/** A shared file that belongs somewhere: on its way, or why it is not. */
export function SentRow({ held, fate }: { held: Held; fate: Fate | undefined }) {
  const { t } = useTranslation('share')
  const { id, file, personId, belongs } = held
  if (!belongs || !personId) return null
  const chooseAgain = () => settle(id, personId, null).then(renewHeld)
  return (
    <li className={`card ${css.row}`}>
      <b>{file.name}</b>
      <p className="sec">
        {t('toWork', { title: belongs.workTitle, language: languageName(belongs.language) })}
      </p>
      {fate?.error ? (
        <>
          <ErrorState error={fate.error} title={t('refused')} />
          <div className="wrap">
            <Button onClick={() => send(held, personId, belongs)}>{t('again')}</Button>
            <Button variant="default" onClick={chooseAgain}>
              {t('change')}
            </Button>
            <Button variant="subtle" onClick={() => drop([id])}>
              {t('drop')}
            </Button>
          </div>
        </>
      ) : (
        fate?.uploadId && (
          <ul>
            <Handed uploadId={fate.uploadId} />
          </ul>
        )
      )}
    </li>
  )
}
