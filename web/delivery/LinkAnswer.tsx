import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { dateTime } from '../ui/format.ts'
import css from './LinkPage.module.css'
import { type Opened, useLinkAnswer } from './link.api.ts'

/** The station says that it took the folder, or why it did not. */
export function LinkAnswer({ token, opened }: { token: string; opened: Opened }) {
  const { t } = useTranslation('delivery')
  const answer = useLinkAnswer(token)
  const [name, setName] = useState('')
  const [why, setWhy] = useState('')
  const [refusing, setRefusing] = useState(false)
  const send = (taken: boolean) =>
    answer.mutate({ taken, name, why: taken ? '' : why }, { onSuccess: () => setRefusing(false) })
  const nameless = name.trim() === ''
  return (
    <section aria-label={t('link.answer')} className={css.answer}>
      <h2>{t('link.answer')}</h2>
      {opened.answer && (
        <output>
          {t(opened.answer.taken ? 'link.tookIt' : 'link.refusedIt', { why: opened.answer.why })}{' '}
          <span className="num mut">{dateTime(opened.answer.at)}</span>
        </output>
      )}
      <TextInput
        label={t('link.yourName')}
        value={name}
        maxLength={120}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {refusing && (
        <Textarea
          label={t('link.why')}
          value={why}
          maxLength={1000}
          autosize
          minRows={2}
          autoFocus
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      <div className={css.buttons}>
        {refusing ? (
          <>
            <ActionButton
              variant="default"
              blocked={(nameless && t('link.nameFirst')) || (why.trim() === '' && t('link.why'))}
              loading={answer.isPending}
              onClick={() => send(false)}
            >
              {t('link.sendRefusal')}
            </ActionButton>
            <Button variant="subtle" onClick={() => setRefusing(false)}>
              {t('cancel')}
            </Button>
          </>
        ) : (
          <>
            <ActionButton
              variant="default"
              blocked={nameless && t('link.nameFirst')}
              loading={answer.isPending}
              onClick={() => send(true)}
            >
              {t('link.take')}
            </ActionButton>
            <Button variant="subtle" onClick={() => setRefusing(true)}>
              {t('link.refuse')}
            </Button>
          </>
        )}
      </div>
      {nameless && <p className={css.hint}>{t('link.nameFirst')}</p>}
      {answer.error && <ErrorState error={answer.error} />}
    </section>
  )
}
