import { useEffect, useState } from 'react'
import { Icon } from '../../ui/phone-icons.tsx'
import { smallPhoto } from '../../ui/small-photo.ts'
import { sha256Bytes } from '../log/chain.ts'
import { Says } from '../shell/Card.tsx'
import { kept } from '../store/kept.ts'
import { t } from '../words.ts'
import { fullDay } from '../written.ts'
import css from './Closing.module.css'
import { playedOn } from './closing.ts'
import type { Draft } from './draft.ts'

/** A picture that says itself where and when it was taken, and what was played. */
export function Photo({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const [state, setState] = useState<'still' | 'busy' | 'bad'>('still')
  const [address, setAddress] = useState('')
  const jpeg = draft.photo?.jpeg
  useEffect(() => {
    if (!jpeg) return
    const url = URL.createObjectURL(jpeg)
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [jpeg])
  async function take(file: File | undefined) {
    if (!file) return
    setState('busy')
    try {
      const small = await smallPhoto(file, await captionOf(draft))
      const sha256 = sha256Bytes(new Uint8Array(await small.arrayBuffer()))
      set({ photo: { sha256, jpeg: small } })
      setState('still')
    } catch {
      setState('bad')
    }
  }
  return (
    <>
      <label className={css.photo}>
        <Icon name="photo" size={24} /> {t(draft.photo ? 'showing.photoAgain' : 'showing.photo')}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {state === 'busy' && <Says tone="busy">{t('showing.photoBusy')}</Says>}
      {state === 'bad' && <Says tone="stop">{t('showing.photoBad')}</Says>}
      {jpeg && address && <img className={css.taken} src={address} alt={t('showing.photoOf')} />}
    </>
  )
}

async function captionOf({ hamlet, day }: Draft): Promise<string[]> {
  const device = await kept('device')
  const played = await playedOn(day)
  return [
    [hamlet?.name, hamlet?.place].filter(Boolean).join(', '),
    `${fullDay(day)} · ${device?.team.name ?? ''}`,
    ...(played ? [played.title] : []),
  ].filter(Boolean)
}
