import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import css from './DecisionBar.module.css'
import { type Room, type Use, useSubmit, useTakeBack } from './review.api.ts'

const uses: readonly Use[] = ['tv', 'loudspeaker']

/** What the maker of a version can do here: submit it, or take it back. */
export function SubmitBar({ room }: { room: Room }) {
  const { t } = useTranslation('review')
  const { version } = room
  const open = uses.filter((use) => !version.approvedUses.includes(use))
  const [chosen, setChosen] = useState<Use[]>(version.soundOnly ? ['loudspeaker'] : [...open])
  const submit = useSubmit(version.id)
  const takeBack = useTakeBack(version.id)
  const maySubmit = useMay('review.submit')
  if (!maySubmit) return null
  const wanted = open.filter((use) => chosen.includes(use))
  const error = submit.error ?? takeBack.error
  const waiting = version.state === 'submitted'
  return (
    <section className={css.bar} aria-label={t('submit.label')}>
      <p className={css.why}>{t(waiting ? 'submit.waiting' : `submit.state.${version.state}`)}</p>
      {!waiting &&
        open.map((use) => (
          <Checkbox
            key={use}
            label={t(`use.${use}`)}
            disabled={use === 'tv' && version.soundOnly}
            checked={chosen.includes(use)}
            onChange={(event) =>
              setChosen(
                uses.filter((one) => (one === use ? event.currentTarget.checked : chosen.includes(one))),
              )
            }
          />
        ))}
      {waiting ? (
        <ActionButton variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {t('submit.takeBack')}
        </ActionButton>
      ) : (
        open.length > 0 && (
          <ActionButton
            loading={submit.isPending}
            blocked={wanted.length === 0 && t('decide.missing.uses')}
            onClick={() =>
              submit.mutate(wanted, {
                onSuccess: () => toast(t('submit.done', { title: version.workTitle })),
              })
            }
          >
            {t('submit.submit')}
          </ActionButton>
        )
      )}
      {error && (
        <div className={css.error}>
          <ErrorState error={error} title={t('submit.failed')} />
        </div>
      )}
    </section>
  )
}
