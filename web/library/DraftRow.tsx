import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import type { ActDraft } from './act-drafts.ts'
import css from './Proposals.module.css'
import { TimeField } from './TimeField.tsx'

type Props = {
  draft: ActDraft
  number: number
  playback: Playback
  /** Why it cannot be taken yet. */
  blocked: string | undefined
  busy: boolean
  onChange: (values: Partial<ActDraft>) => void
  onTake: () => void
  onDrop: () => void
}

export const draftFieldId = (id: string) => `draft-${id}`

/** One proposed act. A moved mark brings its picture, so that one sees where it falls. */
export function DraftRow({ draft, number, playback, blocked, busy, onChange, onTake, onDrop }: Props) {
  const { t } = useTranslation('library')
  const { title, inMs, outMs } = draft
  const move = (edge: 'inMs' | 'outMs') => (ms: number | null) => {
    if (ms === null) return
    onChange({ [edge]: ms })
    playback.pause()
    playback.seek(ms)
  }
  return (
    <li aria-current={(playback.positionMs >= inMs && playback.positionMs < outMs) || undefined}>
      <button
        type="button"
        className={css.play}
        onClick={() => {
          playback.seek(inMs)
          playback.play()
        }}
        aria-label={t('acts.playFrom', { title, time: duration(inMs) })}
      >
        <span className="num">{number}</span>
        <Icon name="play" size={14} />
      </button>
      <TextInput
        id={draftFieldId(draft.id)}
        aria-label={t('propose.titleOf', { number })}
        value={title}
        maxLength={300}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <TimeField
        hideLabel
        label={t('propose.inOf', { number })}
        keyName="I"
        ms={inMs}
        fps={playback.fps}
        onSet={() => onChange({ inMs: playback.here() })}
        onType={move('inMs')}
      />
      <TimeField
        hideLabel
        label={t('propose.outOf', { number })}
        keyName="O"
        ms={outMs}
        fps={playback.fps}
        onSet={() => onChange({ outMs: playback.here() })}
        onType={move('outMs')}
      />
      <span className="num">{duration(Math.max(0, outMs - inMs))}</span>
      <span className={css.buttons}>
        <ActionButton variant="default" size="row" blocked={blocked} disabled={busy} onClick={onTake}>
          {t('propose.take')}
        </ActionButton>
        <Button
          variant="subtle"
          size="row"
          onClick={onDrop}
          aria-label={t('propose.dropOf', { title })}
          title={t('propose.dropOf', { title })}
        >
          <Icon name="x" size={16} />
        </Button>
      </span>
      {draft.credits.length > 0 && (
        <small>{draft.credits.map(({ kind, name }) => `${t(`credit.${kind}`)}: ${name}`).join(' · ')}</small>
      )}
    </li>
  )
}
