import { useState } from 'react'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { useStored } from '../store/use-stored.ts'
import { t } from '../words.ts'
import { size } from '../written.ts'
import { remove, type Spare, spares } from './clearing.ts'
import css from './PackageCard.module.css'
import { useSpace } from './use-space.ts'

/** What the sound takes, what is left on the phone, and what of it may go. */
export function SpaceCard() {
  const space = useSpace()
  const spare = useStored(spares)
  if (!space) return null
  const { freeBytes, soundBytes, persistent } = space
  return (
    <Card title={t('space.title')}>
      <Muted>{t('space.left', { free: size(freeBytes), ours: size(soundBytes) })}</Muted>
      {soundBytes > 0 && !persistent && <Says tone="warn">{t('space.notKept')}</Says>}
      {spare && spare.length > 0 && (
        <details className={css.older}>
          <summary>{t('space.spare', { count: spare.length })}</summary>
          {spare.map((one) => (
            <Removable key={one.id} spare={one} />
          ))}
        </details>
      )}
    </Card>
  )
}

/** Asked once more before it goes: on a bad line it would be long in coming back. */
function Removable({ spare }: { spare: Spare }) {
  const [sure, setSure] = useState(false)
  const { id, title, place, number, why, freesBytes } = spare
  return (
    <div className={css.spare}>
      <p>
        {title} · {place}
      </p>
      <small>
        {t(`space.${why}`, { number })} · <span className="num">{size(freesBytes)}</span>
      </small>
      <Big icon="trash" onClick={() => (sure ? void remove(id) : setSure(true))}>
        {t(sure ? 'space.sure' : 'space.remove', { number })}
      </Big>
    </div>
  )
}
