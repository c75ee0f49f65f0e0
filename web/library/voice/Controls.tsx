import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icons.tsx'
import { useHotkeys } from '../../ui/use-hotkeys.ts'
import { Meter } from './Meter.tsx'
import type { Recorder } from './recorder.ts'
import css from './Voice.module.css'

interface Props {
  recorder: Recorder
  lastLine: number
  onMove: (line: number) => void
  onBegin: () => void
}

/** Opens the microphone, listens to the room, records and stops; says why where nothing is heard. */
export function Controls({ recorder, lastLine, onMove, onBegin }: Props) {
  const { t } = useTranslation('voice')
  const { phase, deaf, line, tape, room, countdown, narrow } = recorder.state.use()
  const last = tape.pieces.at(-1)
  const goesOn = last?.line === line && last.to > last.from
  const start = (goOn: boolean) => recorder.start(line, goOn, onBegin)
  const busy = phase === 'recording' || phase === 'counting'
  useHotkeys({
    ' ': () => (busy ? recorder.pause() : phase === 'ready' && start(goesOn)),
    ArrowDown: () => onMove(Math.min(lastLine, line + 1)),
    ArrowUp: () => onMove(Math.max(0, line - 1)),
  })
  return (
    <section className={`card ${css.controls}`} aria-label={t('controls')} data-phase={phase}>
      {deaf && (
        <p role="alert" className={css.warning}>
          <Icon name="mute" size={18} />
          {t(`deaf.${deaf}`)}
        </p>
      )}
      {phase !== 'closed' && phase !== 'opening' && <Meter recorder={recorder} />}
      <p aria-live="polite" className="sec">
        {phase === 'room' && t('room.listening')}
        {phase === 'ready' && room && t(`room.${room.room}`)}
        {phase === 'ready' && narrow && ` ${t('narrow')}`}
        {phase === 'recording' && (
          <>
            {t('recording')} <span className={css.keys}>{t('recordingKeys')}</span>
          </>
        )}
      </p>
      {phase === 'counting' && <p className={css.countdown}>{countdown}</p>}
      <div className="wrap">
        {(phase === 'closed' || phase === 'opening') && deaf !== 'full' && (
          <Button onClick={() => recorder.open()} loading={phase === 'opening'}>
            {t(deaf ? 'tryAgain' : 'open')}
          </Button>
        )}
        {busy && (
          <Button
            color="red"
            onClick={() => recorder.pause()}
            leftSection={<Icon name={phase === 'recording' ? 'pause' : 'x'} size={18} />}
          >
            {t(phase === 'recording' ? 'pause' : 'notYet')}
          </Button>
        )}
        {phase === 'ready' && (
          <>
            <Button onClick={() => start(goesOn)} leftSection={<Icon name="live" size={18} />}>
              {t(goesOn ? 'goOn' : tape.length > 0 ? 'startHere' : 'start')}
            </Button>
            {goesOn && (
              <Button variant="default" onClick={() => start(false)}>
                {t('again')}
              </Button>
            )}
            {last && (
              <Button variant="subtle" onClick={() => recorder.takeBack()}>
                {t('takeBack')}
              </Button>
            )}
            <Button variant="subtle" onClick={() => recorder.listenToRoom()}>
              {t('room.again')}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
