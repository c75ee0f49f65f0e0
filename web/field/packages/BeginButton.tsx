import { useState } from 'react'
import { judgedDay } from '../clock-store.ts'
import { Big, Field, Says } from '../shell/Card.tsx'
import { go } from '../shell/screen.ts'
import { begin } from '../stop/player.ts'
import { isQuiet } from '../stop/quiet.ts'
import { stage } from '../stop/stage.ts'
import { kept } from '../store/kept.ts'
import { t } from '../words.ts'
import type { Why } from './fitness.ts'
import type { Playable } from './use-shelf.ts'

type Asks = 'expired' | 'hours'

/** What a person must give a reason for before this package may sound now. */
async function asksOf({ manifest }: Playable): Promise<Asks[]> {
  const state = await kept('state')
  const { kind, id } = manifest.target
  const quiet = state?.targets.find((one) => one.kind === kind && one.id === id)?.quiet ?? []
  const asks: Asks[] = (await judgedDay()) >= manifest.validTo ? ['expired'] : []
  return isQuiet(quiet, Date.now()) ? [...asks, 'hours'] : asks
}

const LEAST_REASON = 3

/** Begins the evening; a package out of its days, or an hour in which loudspeakers are to be silent, asks for a reason first. */
export function BeginButton({ playable, older = false }: { playable: Playable; older?: boolean }) {
  const [asks, setAsks] = useState<Asks[]>([])
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<Why | null>(null)
  const running = stage.use() !== null
  const number = playable.manifest.publication.number
  async function start(why: Asks[]) {
    const said = why.map((what) => ({ what, reason: reason.trim() }))
    const no = await begin(playable.one.id, said)
    setRefused(no)
    if (!no) go('phat')
  }
  async function press() {
    const open = await asksOf(playable)
    if (open.length === 0 || (asks.length === open.length && reason.trim().length >= LEAST_REASON))
      return start(open)
    setAsks(open)
  }
  if (running)
    return (
      <Big main icon="play" onClick={() => go('phat')}>
        {t('play.back')}
      </Big>
    )
  return (
    <>
      {asks.map((what) => (
        <Says key={what} tone="warn">
          {t(`ask.${what}`)}
        </Says>
      ))}
      {asks.length > 0 && (
        <Field
          label={t('ask.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={300}
        />
      )}
      {refused && (
        <Says tone="stop">
          {t('play.refused')} {t(`why.${refused}`)}
        </Says>
      )}
      <Big main={!older} icon="play" onClick={() => void press()}>
        {t(asks.length > 0 ? 'play.anyway' : 'play.begin', { number })}
      </Big>
    </>
  )
}
