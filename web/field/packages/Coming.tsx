import { Big, Says } from '../shell/Card.tsx'
import { keep, kept } from '../store/kept.ts'
import { roomFor } from '../store/space.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { size } from '../written.ts'
import { fetching, troubles } from './fetching.ts'
import css from './PackageCard.module.css'
import type { Shelf } from './use-shelf.ts'
import { useSpace } from './use-space.ts'

/** A press fetches what is too large to come by itself. */
async function ask(id: string): Promise<void> {
  const asked = new Set((await kept('asked')) ?? [])
  await keep('asked', [...asked.add(id)])
  await sync()
}

/** What is offered or on its way: how much of it is here, what it needs, and what keeps it from coming. */
export function Coming({ coming }: { coming: NonNullable<Shelf['coming']> }) {
  const { id, number, doneBytes, totalBytes, files, same } = coming
  const isComing = fetching.use() === id
  const trouble = troubles.use()[id]
  const part = totalBytes > 0 ? doneBytes / totalBytes : 1
  return (
    <div className={css.coming}>
      <p>
        <b>{t(isComing ? 'packages.fetching' : 'packages.waiting', { number })}</b>
        <span className="num">
          {size(doneBytes)} / {size(totalBytes)}
        </span>
      </p>
      <div className={css.bar}>
        <i style={{ width: `${Math.round(part * 100)}%` }} />
      </div>
      {same > 0 && <small>{t('packages.onlyChanged', { count: files, same })}</small>}
      <Room bytes={totalBytes - doneBytes} />
      {!isComing && trouble && <Says tone="warn">{t(`trouble.${trouble}`)}</Says>}
      {!isComing && (
        <Big icon="down" onClick={() => void ask(id)}>
          {t('packages.fetch')}
        </Big>
      )}
    </div>
  )
}

/** What it needs against what is free, before it is fetched. */
function Room({ bytes }: { bytes: number }) {
  const space = useSpace()
  if (!space) return null
  const told = { needs: size(bytes), free: size(space.freeBytes) }
  if (roomFor(bytes, space)) return <small>{t('packages.room', told)}</small>
  return <Says tone="warn">{t('packages.noRoom', told)}</Says>
}
