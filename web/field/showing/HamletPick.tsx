import { useState } from 'react'
import { fold } from '../../ui/fold.ts'
import { Field, Muted } from '../shell/Card.tsx'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { t } from '../words.ts'
import css from './Closing.module.css'
import type { Draft } from './draft.ts'

type Hamlet = NonNullable<Draft['hamlet']>

const SHOWN = 6

/** One of the hamlets that the office knows in the team's places; a few letters find it. */
export function HamletPick({ chosen, onChoose }: { chosen: Hamlet | null; onChoose: (one: Hamlet) => void }) {
  const [text, setText] = useState('')
  const known = useStored(async () => (await kept('hamlets'))?.hamlets ?? [])
  if (!known) return null
  const wanted = fold(text).trim()
  const found = known.filter(({ name, place }) => fold(`${name} ${place}`).includes(wanted))
  return (
    <div className={css.pick}>
      <Field
        label={t('showing.find')}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.slice(0, SHOWN).map((one) => (
        <button key={one.id} type="button" aria-pressed={one.id === chosen?.id} onClick={() => onChoose(one)}>
          <b>{one.name}</b> <span>{one.place}</span>
        </button>
      ))}
      {found.length > SHOWN && <Muted>{t('showing.more', { count: found.length - SHOWN })}</Muted>}
      {found.length === 0 && <Muted>{t(known.length > 0 ? 'showing.noHamlet' : 'showing.noHamlets')}</Muted>}
    </div>
  )
}
