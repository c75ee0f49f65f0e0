import { type FormEvent, useState } from 'react'
import { Big, Card, Field, Muted, Says } from '../shell/Card.tsx'
import { go } from '../shell/screen.ts'
import { OfficeRefusal, tellOffice } from '../sync/office.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { becomeDevice, enrolmentIn } from './device.ts'
import css from './EnrolScreen.module.css'

interface Enrolled {
  deviceId: string
  token: string
  team: { id: string; name: string }
}

async function enrol(code: string, fingerprint: string | null): Promise<void> {
  const told = (await tellOffice(null, '/field/enrol', { code, kind: 'phone' })) as Enrolled
  const { deviceId: id, token, team } = told
  await becomeDevice({ id, token, team, root: null, fingerprint, revoked: false })
  // The code is spent; and the address must not pair the phone anew when it is opened again.
  go('goi')
  void sync()
}

/** Pairs the phone with its team: by the link of the QR code, or by a code that is read out. */
export function EnrolScreen({ known }: { known: boolean }) {
  const told = enrolmentIn(location.hash)
  const [code, setCode] = useState(told?.code ?? '')
  const [state, setState] = useState<'still' | 'busy' | 'refused' | 'offline'>('still')
  async function submit(event: FormEvent) {
    event.preventDefault()
    setState('busy')
    await enrol(code.trim(), told?.fingerprint ?? null).catch((error: unknown) =>
      setState(error instanceof OfficeRefusal ? 'refused' : 'offline'),
    )
  }
  return (
    <main className={css.page}>
      <div className="brocade" />
      <h1>{t('enrol.title')}</h1>
      <Muted>{t(told ? 'enrol.byLink' : 'enrol.byHand')}</Muted>
      <Card>
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <Field
            label={t('enrol.code')}
            className="num"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            required
          />
          {state === 'refused' && <Says tone="stop">{t('enrol.refused')}</Says>}
          {state === 'offline' && <Says tone="warn">{t('enrol.offline')}</Says>}
          <Big main type="submit" disabled={state === 'busy'}>
            {t('enrol.go')}
          </Big>
          {known && <Big onClick={() => go('goi')}>{t('enrol.stay')}</Big>}
        </form>
      </Card>
    </main>
  )
}
