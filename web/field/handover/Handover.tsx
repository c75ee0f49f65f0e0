import { useState } from 'react'
import { Big, Card, Muted, Says, Two } from '../shell/Card.tsx'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { handoverFile, ownLog } from './give.ts'
import css from './Handover.module.css'
import { save } from './save.ts'
import { type Taken, takeHandover } from './take.ts'

type State = { step: 'still' | 'busy' | 'strange' } | { step: 'taken'; taken: Taken }

/** Packages and logs from phone to phone, by a file: over a cable, Bluetooth or a stick. */
export function Handover() {
  const [state, setState] = useState<State>({ step: 'still' })
  async function take(file: File | undefined) {
    if (!file) return
    setState({ step: 'busy' })
    const taken = await takeHandover(file).catch(() => undefined)
    setState(taken ? { step: 'taken', taken } : { step: 'strange' })
    void sync()
  }
  const give = async (make: () => Promise<File>) => {
    setState({ step: 'busy' })
    await save(await make())
    setState({ step: 'still' })
  }
  const busy = state.step === 'busy'
  return (
    <Card title={t('handover.title')}>
      <Muted>{t('handover.about')}</Muted>
      <Two>
        <Big icon="send" disabled={busy} onClick={() => void give(handoverFile)}>
          {t('handover.give')}
        </Big>
        <label className={css.take}>
          {t('handover.take')}
          <input
            type="file"
            accept=".zip,application/zip"
            disabled={busy}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
      </Two>
      <Big icon="report" disabled={busy} onClick={() => void give(logFile)}>
        {t('handover.log')}
      </Big>
      {busy && <Says tone="busy">{t('handover.busy')}</Says>}
      {state.step === 'strange' && <Says tone="stop">{t('handover.strange')}</Says>}
      {state.step === 'taken' && <Outcome taken={state.taken} />}
    </Card>
  )
}

const logFile = async () =>
  new File([await ownLog()], `vang-nhat-ky-${new Date().toISOString().slice(0, 10)}.ndjson`, {
    type: 'application/x-ndjson',
  })

function Outcome({ taken }: { taken: Taken }) {
  return (
    <>
      <Says tone="ok">{t('handover.taken', { packages: taken.packages, events: taken.events })}</Says>
      {taken.broken > 0 && <Says tone="warn">{t('handover.broken', { count: taken.broken })}</Says>}
      {[...new Set(taken.refused)].map((why) => (
        <Says key={why} tone="stop">
          {t('packages.refused')} {t(`why.${why}`)}
        </Says>
      ))}
    </>
  )
}
