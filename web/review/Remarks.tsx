import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDateTime, timecode } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { Composer } from './Composer.tsx'
import css from './Remarks.module.css'
import { type Remark, type Room, useResolve } from './review.api.ts'

type Shown = 'open' | 'done' | 'all'
type Props = { room: Room; playback: Playback; onHold: (held: boolean) => void }

/** What was said, at its time. A new version shows of its forerunners only what nobody has resolved. */
export function Remarks({ room, playback, onHold }: Props) {
  const { t } = useTranslation('review')
  const [shown, setShown] = useState<Shown>('open')
  const { version, remarks, doneBefore } = room
  const open = remarks.filter((remark) => remark.resolvedAt === null)
  const done = remarks.filter((remark) => remark.resolvedAt !== null)
  const list = shown === 'open' ? open : shown === 'done' ? done : remarks
  return (
    <aside className={css.remarks} aria-labelledby="remarks-title">
      <header>
        <h2 id="remarks-title">{t('remarks.title')}</h2>
        <SegmentedControl
          fullWidth
          size="xs"
          value={shown}
          onChange={(next) => setShown(next as Shown)}
          aria-labelledby="remarks-title"
          data={[
            { value: 'open', label: t('remarks.open', { count: open.length }) },
            { value: 'done', label: t('remarks.done', { count: done.length }) },
            { value: 'all', label: t('remarks.all') },
          ]}
        />
      </header>
      <ul className={css.list}>
        {list.map((remark) => (
          <OneRemark
            key={remark.id}
            remark={remark}
            own={remark.versionId === version.id}
            here={Math.abs(remark.atMs - playback.positionMs) < 1000}
            onSeek={() => playback.seek(remark.atMs)}
          />
        ))}
        {list.length === 0 && <li className={css.none}>{t(`remarks.none.${shown}`)}</li>}
      </ul>
      {doneBefore > 0 && (
        <p className={css.carry}>
          <Icon name="layers" size={16} />
          <span>{t('remarks.carried', { number: version.number, count: doneBefore })}</span>
        </p>
      )}
      <Composer version={version} playback={playback} onHold={onHold} />
    </aside>
  )
}

type RowProps = { remark: Remark; own: boolean; here: boolean; onSeek: () => void }

function OneRemark({ remark, own, here, onSeek }: RowProps) {
  const { t } = useTranslation('review')
  const resolve = useResolve()
  const resolved = remark.resolvedAt !== null
  const range = remark.toMs === null ? '' : ` - ${timecode(remark.toMs)}`
  const time = `${timecode(remark.atMs)}${range}`
  return (
    <li className={css.remark} data-done={resolved || undefined} data-here={here || undefined}>
      <div className={css.head}>
        <b>{remark.by.name}</b>
        <button type="button" className={`num ${css.time}`} onClick={onSeek} title={t('remarks.seek')}>
          {time}
        </button>
      </div>
      <p>{remark.text}</p>
      <small>
        {own ? '' : `${t('remarks.fromVersion', { number: remark.versionNumber })}, `}
        <span className="num">{shortDateTime(remark.at)}</span>
        {resolved && `, ${t('remarks.resolvedBy', { name: remark.resolvedBy })}`}
      </small>
      <button
        type="button"
        className={`link ${css.act}`}
        disabled={resolve.isPending}
        onClick={() => resolve.mutate({ id: remark.id, resolved: !resolved })}
      >
        {t(resolved ? 'remarks.reopen' : 'remarks.resolve')}
        <span className="sr-only">: {remark.text}</span>
      </button>
    </li>
  )
}
