import { useEffect, useState } from 'react'
import { isWhole } from '../../../server/packages/folder.rules.ts'
import { useVerifying } from '../../ui/verify/use-verifying.ts'
import { thisDevice } from '../enrol/device.ts'
import handover from '../handover/Handover.module.css'
import { append } from '../log/chain.ts'
import type { Why } from '../packages/fitness.ts'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { keep } from '../store/kept.ts'
import { trusted } from '../trust.ts'
import { t } from '../words.ts'
import { PhoneCheck } from './PhoneCheck.tsx'

type Checked = Extract<ReturnType<typeof useVerifying>['state'], { step: 'done' }>['checked'][number]

/** Reads a stick, a folder or a ZIP, and the phone's own sound, and says whether they are what was signed. */
export function CheckScreen() {
  const { state, verify } = useVerifying()
  const chosen = (files: FileList | null) =>
    void verify([...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })))
  return (
    <>
      <h1 className="sr-only">{t('check.title')}</h1>
      <PhoneCheck />
      <Card title={t('check.folder')}>
        <Muted>{t('check.about')}</Muted>
        <label className={handover.take}>
          {t('check.choose')}
          <input
            type="file"
            multiple
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={(event) => chosen(event.target.files)}
          />
        </label>
        <label className={handover.take}>
          {t('check.zip')}
          <input type="file" accept=".zip" onChange={(event) => chosen(event.target.files)} />
        </label>
        {state.step === 'reading' && (
          <Says tone="busy">{t('check.reading', { percent: Math.round(state.fraction * 100) })}</Says>
        )}
        {state.step === 'nothing' && <Says tone="stop">{t('check.nothing')}</Says>}
        {state.step === 'done' &&
          state.checked.map((one) => <Outcome key={one.candidate.folder} checked={one} />)}
      </Card>
      <Big onClick={() => history.back()}>{t('check.back')}</Big>
    </>
  )
}

function Outcome({ checked: { candidate, verdict } }: { checked: Checked }) {
  const [why, setWhy] = useState<Why | 'ours'>()
  useEffect(() => {
    void judge({ candidate, verdict }).then(setWhy)
  }, [candidate, verdict])
  const { missing, changed, extra } = verdict
  return (
    <>
      <h3>
        {candidate.manifest.playlist.title} · {candidate.manifest.target.name}
      </h3>
      {why === 'ours' && <Says tone="ok">{t('check.signed')}</Says>}
      {why && why !== 'ours' && <Says tone="stop">{t(`why.${why}`)}</Says>}
      {isWhole(verdict) && <Says tone="ok">{t('check.whole', { count: verdict.whole.length })}</Says>}
      {candidate.stick?.list && !candidate.stick.finished && <Says tone="stop">{t('check.unfinished')}</Says>}
      {missing.length > 0 && <Says tone="stop">{t('check.missing', { files: missing.join(', ') })}</Says>}
      {changed.length > 0 && <Says tone="stop">{t('check.changed', { files: changed.join(', ') })}</Says>}
      {extra.length > 0 && <Says tone="warn">{t('check.extra', { files: extra.join(', ') })}</Says>}
      {verdict.checkCode && <Muted>{t('check.code', { code: verdict.checkCode })}</Muted>}
    </>
  )
}

/** The signature of what was found; a folder that is ours and whole is written down as checked. */
async function judge({ candidate, verdict }: Checked): Promise<Why | 'ours'> {
  const { manifestBytes, signature, certificate } = candidate.claimed
  const manifestText = new TextDecoder('utf-8', { ignoreBOM: true }).decode(manifestBytes)
  const verified = await trusted({ manifestText, signature, certificate })
  if (!verified.ok) return verified.why
  const device = await thisDevice()
  if (device && isWhole(verdict)) {
    const { packageId, playlist } = verified.manifest
    const at = new Date().toISOString()
    await append(device.id, { kind: 'verified', packageId, detail: `stick:${verdict.checkCode ?? ''}` }, () =>
      keep('stick', { packageId, title: playlist.title, at }),
    )
  }
  return 'ours'
}
