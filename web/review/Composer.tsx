import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import type { Playback } from '../ui/use-playback.ts'
import css from './Composer.module.css'
import { readDraft, writeDraft } from './draft.ts'
import { useRemark, type Version } from './review.api.ts'

type Place = { atMs: number; toMs: number | null }
type Props = { version: Version; playback: Playback; onHold: (held: boolean) => void }

/** Typing pauses the picture and holds the place; sending goes on from there. */
export function Composer({ version, playback, onHold }: Props) {
  const { t } = useTranslation('review')
  const draftKey = `remark.${version.id}`
  const [text, setText] = useState(() => readDraft(draftKey))
  const [place, setPlace] = useState<Place | null>(null)
  const resumes = useRef(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const send = useRemark(version.id)
  const here = Math.round(playback.positionMs)
  const shown = place ?? { atMs: here, toMs: null }

  useEffect(() => writeDraft(draftKey, text), [draftKey, text])
  const hold = () => {
    if (!playback.playing) return
    resumes.current = true
    playback.pause()
    onHold(true)
  }
  const type = (next: string) => {
    if (next && !place) setPlace({ atMs: here, toMs: null })
    hold()
    setText(next)
  }
  const goOn = () => {
    onHold(false)
    if (resumes.current) playback.play()
    resumes.current = false
  }
  const submit = () => {
    if (!text.trim()) return
    send.mutate(
      { ...shown, text },
      {
        onSuccess: () => {
          setText('')
          setPlace(null)
          goOn()
        },
      },
    )
  }
  const from = () => setPlace({ atMs: here, toMs: null })
  const to = () => shown.atMs < here && setPlace({ atMs: shown.atMs, toMs: here })
  useHotkeys({ c: () => box.current?.focus(), i: from, o: to })
  return (
    <div className={css.composer}>
      <Textarea
        ref={box}
        label={t('remarks.write')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          if (event.key === 'Escape' && !text) goOn()
        }}
      />
      <div className={css.foot}>
        <span className={`num ${css.place}`}>
          {timecode(shown.atMs)}
          {shown.toMs !== null && ` - ${timecode(shown.toMs)}`}
        </span>
        <Button variant="subtle" size="compact-xs" onClick={from} title="I">
          {t('remarks.from')}
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={to} title="O">
          {t('remarks.to')}
        </Button>
        <span className="grow" />
        <Button
          size="compact-md"
          onClick={submit}
          loading={send.isPending}
          rightSection={<Icon name="send" size={16} />}
        >
          {t(resumes.current ? 'remarks.sendAndPlay' : 'remarks.send')}
        </Button>
      </div>
      {send.error && <ErrorState error={send.error} title={t('remarks.notSent')} />}
    </div>
  )
}
