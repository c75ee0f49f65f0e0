import { useState } from 'react'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { db } from '../store/db.ts'
import { stillWhole } from '../store/media.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'

type State =
  | { step: 'still' }
  | { step: 'reading'; done: number; of: number }
  | { step: 'done'; of: number; bad: number }

/** Reads every sound on the phone once more; what is damaged is fetched anew. */
export function PhoneCheck() {
  const [state, setState] = useState<State>({ step: 'still' })
  async function check() {
    const whole = await db.blobs.where('whole').equals(1).toArray()
    let bad = 0
    for (const [done, { sha256 }] of whole.entries()) {
      setState({ step: 'reading', done, of: whole.length })
      if (!(await stillWhole(sha256))) bad += 1
    }
    setState({ step: 'done', of: whole.length, bad })
    if (bad > 0) void sync()
  }
  return (
    <Card title={t('check.phone')}>
      <Muted>{t('check.phoneAbout')}</Muted>
      <Big main icon="shield" disabled={state.step === 'reading'} onClick={() => void check()}>
        {t('check.phoneGo')}
      </Big>
      {state.step === 'reading' && <Says tone="busy">{`${state.done} / ${state.of}`}</Says>}
      {state.step === 'done' && state.bad === 0 && (
        <Says tone="ok">{t('check.whole', { count: state.of })}</Says>
      )}
      {state.step === 'done' && state.bad > 0 && (
        <Says tone="stop">{t('check.phoneBad', { count: state.bad })}</Says>
      )}
    </Card>
  )
}
