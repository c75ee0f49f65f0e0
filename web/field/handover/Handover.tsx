import { useState } from 'react'
import { Big, Card, Muted, Says, Two } from '../shell/Card.tsx'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { size } from '../written.ts'
import { handoverFile, logFile } from './give.ts'
import css from './Handover.module.css'
import { canShare, save, share } from './save.ts'
import { type Taken, takeHandover } from './take.ts'

type State =
  | { step: 'still' | 'busy' | 'strange' }
  | { step: 'made' | 'saved'; file: File }
  | { step: 'taken'; taken: Taken }
  | { step: 'failed'; why: string }

/** Packages and logs from phone to phone, by a file: over a cable, Bluetooth or a stick. */
export function Handover() {
  const [state, setState] = useState<State>({ step: 'still' })
  async function take(input: HTMLInputElement) {
    const file = input.files?.[0]
    if (!file) return
    setState({ step: 'busy' })
    const taken = await takeHandover(file).catch(() => undefined)
    // So that the same file can be chosen again.
    input.value = ''
    setState(taken ? { step: 'taken', taken } : { step: 'strange' })
    void sync()
  }
  // Made first and handed over by a press of its own: sharing wants one that is fresh, and a large file takes its time.
  const give = async (make: () => Promise<File>) => {
    setState({ step: 'busy' })
    const made = await make().then(
      (file): State => ({ step: 'made', file }),
      (error: unknown): State => ({ step: 'failed', why: String(error) }),
    )
    setState(made)
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
            accept=".zip,.txt,.ndjson,application/zip,text/plain"
            disabled={busy}
            onChange={(event) => void take(event.target)}
          />
        </label>
      </Two>
      <Big icon="report" disabled={busy} onClick={() => void give(logFile)}>
        {t('handover.log')}
      </Big>
      {busy && <Says tone="busy">{t('handover.busy')}</Says>}
      {state.step === 'strange' && <Says tone="stop">{t('handover.strange')}</Says>}
      {state.step === 'failed' && <Says tone="stop">{t('handover.failed', { why: state.why })}</Says>}
      {(state.step === 'made' || state.step === 'saved') && (
        <Made
          file={state.file}
          saved={state.step === 'saved'}
          onSaved={(file) => setState({ step: 'saved', file })}
        />
      )}
      {state.step === 'taken' && <Outcome taken={state.taken} />}
    </Card>
  )
}

function Made({ file, saved, onSaved }: { file: File; saved: boolean; onSaved: (file: File) => void }) {
  const keep = () => {
    save(file)
    onSaved(file)
  }
  return (
    <>
      <Says tone="ok">{t('handover.made', { name: file.name, size: size(file.size) })}</Says>
      {canShare(file) && (
        <Big main icon="send" onClick={() => void share(file).then((done) => done || keep())}>
          {t('handover.share')}
        </Big>
      )}
      <Big main={!canShare(file)} icon="down" onClick={keep}>
        {t('handover.save')}
      </Big>
      {saved && <Says tone="ok">{t('handover.saved')}</Says>}
    </>
  )
}

function Outcome({ taken: { packages, events, photos, broken, refused } }: { taken: Taken }) {
  return (
    <>
      <Says tone="ok">{t('handover.taken', { packages, events })}</Says>
      {photos > 0 && <Says tone="ok">{t('handover.photos', { count: photos })}</Says>}
      {broken > 0 && <Says tone="warn">{t('handover.broken', { count: broken })}</Says>}
      {[...new Set(refused)].map((why) => (
        <Says key={why} tone="stop">
          {t('packages.refused')} {t(`why.${why}`)}
        </Says>
      ))}
    </>
  )
}
