import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { type Break, useBreakWords } from './break-words.ts'
import css from './PlaylistsPage.module.css'

const SHORTEST_REASON = 5

type Props = {
  breaks: readonly Break[]
  busy: boolean
  error: unknown
  onPublish: (reason: string) => void
  onClose: () => void
}

/** What the list passes over, and why: in quiet hours nothing is published without a reason. */
export function OverrideDialog({ breaks, busy, error, onPublish, onClose }: Props) {
  const { t } = useTranslation('playlists')
  const breakWords = useBreakWords()
  const [reason, setReason] = useState('')
  const needed = breaks.some(({ limit }) => limit === 'quiet')
  const given = reason.trim()
  const tooShort = given.length < SHORTEST_REASON && (needed || given.length > 0)
  const sentences = breakWords(breaks)
  return (
    <Dialog
      title={t('override.title')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('override.back')}
          </Button>
          <ActionButton
            loading={busy}
            blocked={tooShort ? t('override.needed') : undefined}
            onClick={() => onPublish(given)}
          >
            {t('override.publish')}
          </ActionButton>
        </>
      }
    >
      <div className={css.form}>
        <ul className={css.breaks}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Textarea
          label={t('override.reason')}
          description={t(needed ? 'override.quietHint' : 'override.hint')}
          required={needed}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && <ErrorState error={error} title={t('notPublished')} />}
      </div>
    </Dialog>
  )
}
