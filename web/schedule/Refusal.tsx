import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SidesTable } from './OtherSide.tsx'
import css from './Refusal.module.css'
import { differences } from './side-values.ts'
import { StaleChange } from './stale.ts'
import { amendOver } from './undo.ts'

type Props = { error: unknown; onClose: () => void; onError: (error: unknown) => void }

/** Why the last thing was not kept. Where two edited the same slot: both sides, and the choice between them. */
export function Refusal({ error, onClose, onError }: Props) {
  const { t } = useTranslation('schedule')
  if (!(error instanceof StaleChange))
    return (
      <ErrorState
        error={error}
        title={t('notKept')}
        actions={
          <Button variant="default" size="compact-md" onClick={onClose}>
            {t('dismiss')}
          </Button>
        }
      />
    )
  const name = nameIn(error) ?? t('stale.someone')
  const insist = () => {
    onClose()
    amendOver(error).catch(onError)
  }
  const possible = error.sides.some(({ theirs }) => theirs !== null)
  return (
    <section className={css.refusal} role="alert">
      <SidesOf stale={error} />
      <div className={css.acts}>
        <Button variant="default" size="compact-md" onClick={onClose}>
          {possible ? t('stale.keepTheirs', { name }) : t('stale.close')}
        </Button>
        {possible && (
          <Button size="compact-md" onClick={insist}>
            {t('stale.insist')}
          </Button>
        )}
      </div>
    </section>
  )
}

const nameIn = (stale: StaleChange) => stale.sides.find(({ theirs }) => theirs)?.theirs?.editedByName

/** What the other one did, and what was wanted here, value beside value. */
export function SidesOf({ stale, hint }: { stale: StaleChange; hint?: string }) {
  const { t } = useTranslation('schedule')
  const { asked, sides } = stale
  const gone = sides.every(({ theirs }) => theirs === null)
  const about = {
    name: nameIn(stale) ?? t('stale.someone'),
    title: sides.find(({ theirs }) => theirs)?.theirs?.title ?? '',
    words: asked.words,
  }
  const sentence = asked.takingBack
    ? t(gone ? 'stale.notTakenBackGone' : 'stale.notTakenBack', about)
    : t(gone ? 'stale.goneTitle' : 'stale.title', about)
  const rows = sides.flatMap((side) => differences(t, side))
  return (
    <>
      <p>{sentence}</p>
      {hint && <p>{hint}</p>}
      {rows.length > 0 && <SidesTable rows={rows} name={about.name} />}
    </>
  )
}
