import { NativeSelect } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { useRemembered } from '../../ui/use-remembered.ts'
import { mediaUrl, type Version } from '../library.api.ts'
import { Controls } from './Controls.tsx'
import { Keeping } from './Keeping.tsx'
import { Prompter } from './Prompter.tsx'
import { paces, usePacing } from './pacing.ts'
import type { Recorder } from './recorder.ts'
import css from './Voice.module.css'

const sizes = ['2', '1', '3', '4'] as const
const speeds = ['1', '0.7', '0.8', '0.9', '1.1', '1.2', '1.4'] as const
const bySpeed = [...speeds].sort()
const bySize = [...sizes].sort()

interface Props {
  recorder: Recorder
  /** The text was rewritten since this recording began. */
  outdated: boolean
  language: string
  vietnamese: Version | undefined
  fileName: string
  onSend: (file: File) => Promise<unknown>
}

/** One recording being made: what to read, what moves it, the microphone, and what came of it. */
export function Studio({ recorder, outdated, language, vietnamese, fileName, onSend }: Props) {
  const { t } = useTranslation('voice')
  const { lines } = recorder
  const [size, setSize] = useRemembered('vang.prompter.size', sizes)
  const [speed, setSpeed] = useRemembered('vang.prompter.speed', speeds)
  const [chosen, setPace] = useRemembered('vang.prompter.pace', paces)
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null)
  const pace = chosen === 'vietnamese' && !vietnamese ? 'self' : chosen
  const { phase } = recorder.state.use()
  const begin = usePacing({
    recorder,
    lines,
    pace,
    speed: Number(speed),
    vietnamese: audio,
    vietnameseMs: vietnamese?.durationMs ?? 0,
  })
  useEffect(() => () => recorder.close(), [recorder])
  const move = useCallback(
    (line: number) => {
      recorder.moveTo(line)
      begin(line)
    },
    [recorder, begin],
  )
  return (
    <>
      {outdated && (
        <p className={css.warning}>
          <Icon name="warn" size={18} />
          {t('outdated')}
        </p>
      )}
      <div className={css.settings} data-open={phase === 'closed' || undefined}>
        <NativeSelect
          label={t('pace.label')}
          value={pace}
          onChange={({ currentTarget }) => setPace(currentTarget.value as typeof pace)}
          data={paces
            .filter((one) => one !== 'vietnamese' || vietnamese)
            .map((one) => ({ value: one, label: t(`pace.${one}`) }))}
        />
        <NativeSelect
          label={t('speed')}
          value={speed}
          disabled={pace === 'hand'}
          onChange={({ currentTarget }) => setSpeed(currentTarget.value as typeof speed)}
          data={bySpeed.map((one) => ({ value: one, label: `${Math.round(Number(one) * 100)}%` }))}
        />
        <NativeSelect
          label={t('size')}
          value={size}
          onChange={({ currentTarget }) => setSize(currentTarget.value as typeof size)}
          data={bySize.map((one) => ({ value: one, label: t(`sizes.${one}`) }))}
        />
      </div>
      {pace === 'vietnamese' && vietnamese && (
        <>
          <p className="sec">{t('headphones')}</p>
          {/* biome-ignore lint/a11y/useMediaCaption: its words stand in the lines */}
          <audio ref={setAudio} src={mediaUrl(vietnamese.id, 'sound')} preload="auto" />
        </>
      )}
      <Prompter recorder={recorder} lines={lines} language={language} size={size} onMove={move} />
      <Controls
        recorder={recorder}
        lastLine={lines.length - 1}
        onMove={move}
        onBegin={() => begin(recorder.state.get().line)}
      />
      <Keeping recorder={recorder} lineCount={lines.length} fileName={fileName} onSend={onSend} />
    </>
  )
}
