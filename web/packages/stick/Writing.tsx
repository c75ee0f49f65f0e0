import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { StickAnswer } from '../../../server/packages/sticks/sticks.schema.ts'
import { bytes, percent, span } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ProgressLine } from '../../ui/ProgressLine.tsx'
import { hindranceHere } from './directory-picker.ts'
import { OnStickNow } from './OnStickNow.tsx'
import css from './Stick.module.css'
import { Stopped } from './Stopped.tsx'
import type { Wish } from './stick.api.ts'
import { type Progress, useStickWriting } from './use-stick-writing.ts'

type Props = {
  packageId: string
  wish: Wish
  stick: StickAnswer
  /** What is shown is still of the choice before. */
  stale: boolean
  onBusy: (busy: boolean) => void
}

/** From picking the stick to pulling it out. */
export function Writing({ packageId, wish, stick, stale, onBusy }: Props) {
  const { t } = useTranslation('sticks')
  const { state, pick, look, write, stop, again } = useStickWriting(packageId, wish, stick)
  const hindrance = hindranceHere()
  const busy = state.step === 'writing'
  useEffect(() => onBusy(busy), [busy, onBusy])
  return (
    <section className={`card ${css.part}`} aria-labelledby="stick-write">
      <h2 id="stick-write">{t('write')}</h2>
      {hindrance && (
        <div className={css.notice}>
          <Icon name="warn" />
          <p>{t(`cannot.${hindrance}`)}</p>
        </div>
      )}
      {!hindrance && state.step === 'choosing' && (
        <>
          <p>{t('pickLead', { size: bytes(stick.sizeBytes) })}</p>
          <div>
            <Button
              className={css.big ?? ''}
              leftSection={<Icon name="usb" size={20} />}
              loading={stale}
              onClick={() => void pick()}
            >
              {t('pick')}
            </Button>
          </div>
        </>
      )}
      <div aria-live="polite" className={css.live}>
        {state.step === 'looking' && (
          <ProgressLine label={t('looking')} fraction={null}>
            {t('looking')}
          </ProgressLine>
        )}
        {state.step === 'looked' && (
          <OnStickNow
            stick={stick}
            found={state.found}
            name={state.dir.name}
            onWrite={() => void write(state.dir)}
            onOther={again}
          />
        )}
        {state.step === 'done' && (
          <div className={css.done}>
            <p className={css.said}>
              <Icon name="shield" size={24} />
              <b>{t('done', { count: stick.files.length })}</b>
            </p>
            {state.written.keptBytes > 0 && (
              <p className="sec">
                {t('doneKept', {
                  kept: bytes(state.written.keptBytes),
                  written: bytes(state.written.writtenBytes),
                })}
              </p>
            )}
            <p className={css.eject}>{t('eject')}</p>
            <p className="sec">
              {t('memory')}{' '}
              <Link to="/goi/kiem-tra" className="link">
                {t('verify')}
              </Link>
            </p>
            <div>
              <Button variant="default" onClick={again}>
                {t('another')}
              </Button>
            </div>
          </div>
        )}
        {state.step === 'stopped' && (
          <Stopped trouble={state.trouble} onAgain={() => void look(state.dir)} onOther={again} />
        )}
      </div>
      {state.step === 'writing' && <UnderWay {...state} onStop={stop} />}
    </section>
  )
}

/** Not read out at each step: the bar says how far it is to whoever asks. */
function UnderWay({ doing, path, fraction, leftMs, onStop }: Progress & { onStop: () => void }) {
  const { t } = useTranslation('sticks')
  return (
    <>
      <ProgressLine label={t(`doing.${doing}`)} fraction={fraction}>
        {t(`doing.${doing}`)} <span className="num">{path}</span>, {percent(fraction)}
        {leftMs !== undefined && `, ${t('left', { span: span(leftMs) })}`}
      </ProgressLine>
      <p className={css.stay}>{t('stay')}</p>
      <div>
        <Button variant="default" onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
    </>
  )
}
