import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { duration } from '../../ui/format.ts'
import type { Recorder } from './recorder.ts'
import { lengthOf, linesRead, programmeOf } from './tape.ts'
import css from './Voice.module.css'

interface Props {
  recorder: Recorder
  lineCount: number
  fileName: string
  onSend: (file: File) => Promise<unknown>
}

/** What was recorded: how much of it, to listen to, and then to send. */
export function Keeping({ recorder, lineCount, fileName, onSend }: Props) {
  const { t } = useTranslation('voice')
  const { tape, phase } = recorder.state.use()
  const [heard, setHeard] = useState<{ file: File; url: string }>()
  const send = useMutation({ mutationFn: onSend })
  const busy = phase === 'recording' || phase === 'counting'
  // What was changed since must be heard anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tape is what the sound was made of
  useEffect(() => setHeard(undefined), [tape])
  useEffect(() => () => heard && URL.revokeObjectURL(heard.url), [heard])
  if (tape.length === 0) return null
  const ms = (lengthOf(programmeOf(tape)) / (recorder.rate ?? 48_000)) * 1000
  const read = linesRead(tape).size
  const listen = async () => {
    const file = await recorder.file(fileName)
    setHeard({ file, url: URL.createObjectURL(file) })
  }
  return (
    <section className={`card ${css.keeping}`} aria-labelledby="kept">
      <h2 id="kept">{t('kept.title')}</h2>
      <p className="sec">
        {t('kept.lines', { read, count: lineCount })} · <span className="num">{duration(ms)}</span>
      </p>
      {heard && (
        // biome-ignore lint/a11y/useMediaCaption: its words stand above
        <audio controls src={heard.url} aria-label={t('kept.title')} />
      )}
      {send.error && <ErrorState error={send.error} title={t('kept.notSent')} />}
      <div className="wrap">
        <ActionButton variant="default" onClick={listen} blocked={busy ? t('kept.pauseFirst') : undefined}>
          {t('kept.listen')}
        </ActionButton>
        {heard && (
          <Button onClick={() => send.mutate(heard.file)} loading={send.isPending}>
            {t('kept.send')}
          </Button>
        )}
      </div>
      <p className="mut">{t('kept.safe')}</p>
    </section>
  )
}
