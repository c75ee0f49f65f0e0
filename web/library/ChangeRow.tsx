import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { duration, number, timecode } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import css from './Changes.module.css'
import type { Compared } from './Changes.tsx'
import type { Change, Changes } from './changes.api.ts'
import { mediaUrl, useProducts } from './library.api.ts'

/** Its form says what changed. */
export const changeIcons: Record<Change['kind'], IconName> = {
  picture: 'photo',
  sound: 'wave',
  both: 'film',
  inserted: 'plus',
  removed: 'cut',
  level: 'speaker',
}

const lengthMs = ({ fromMs, toMs, beforeFromMs, beforeToMs }: Change) =>
  Math.max(toMs - fromMs, beforeToMs - beforeFromMs)

const lengthIn = (t: TFunction<'changes'>, ms: number) =>
  ms < 60_000 ? t('seconds', { value: number(ms / 1000, ms < 10_000 ? 1 : 0) }) : duration(ms)

/** One place as small as it gets: what kind, where; pressing it goes there. */
export function ChangeChip({ change, onGo }: { change: Change; onGo: () => void }) {
  const { t } = useTranslation('changes')
  return (
    <button type="button" className={css.chip} onClick={onGo} title={t(`kind.${change.kind}`)}>
      <Icon name={changeIcons[change.kind]} size={15} label={t(`kind.${change.kind}`)} />
      <span className="num">{timecode(change.fromMs)}</span>
    </button>
  )
}

type Against = NonNullable<Changes['against']>
type RowProps = {
  change: Change
  version: Compared
  against: Against
  shown: boolean
  onGo: () => void
  onBeside: () => void
}

/** One place with a picture of before and after. */
export function ChangeRow({ change, version, against, shown, onGo, onBeside }: RowProps) {
  const { t } = useTranslation('changes')
  const { kind, fromMs, toMs, beforeFromMs, beforeToMs } = change
  const seen = !version.soundOnly && kind !== 'sound' && kind !== 'level'
  const name = t(`kind.${kind}`)
  return (
    <li className={css.row}>
      <button type="button" className={css.place} onClick={onGo}>
        <span className={css.kind}>
          <Icon name={changeIcons[kind]} size={16} />
        </span>
        <span>
          <b>{name}</b>
          <span className="num sec">
            {timecode(fromMs)}, {lengthIn(t, lengthMs(change))}
          </span>
        </span>
      </button>
      {seen && (
        <div className={css.pictures}>
          <Still of={against} fromMs={beforeFromMs} toMs={beforeToMs} label={t('version', against)} />
          <Still of={version} fromMs={fromMs} toMs={toMs} label={t('version', { number: version.number })} />
        </div>
      )}
      <Button variant="default" size="row" className={css.act} aria-pressed={shown} onClick={onBeside}>
        {t('beside')}
        <span className="sr-only">
          : {name} {timecode(fromMs)}
        </span>
      </Button>
    </li>
  )
}

const stillWidth = 112

type StillProps = { of: Pick<Against, 'id' | 'inMs'>; fromMs: number; toMs: number; label: string }

/** The thumbnail nearest to the middle of a place; nothing where the version has nothing there. */
function Still({ of, fromMs, toMs, label }: StillProps) {
  const { t } = useTranslation('changes')
  const sprite = useProducts(of.id).data?.sprite
  if (!sprite) return null
  const scale = stillWidth / sprite.tileWidth
  const height = sprite.tileHeight * scale
  const tile = Math.floor((of.inMs ?? 0) / sprite.everyMs + (fromMs + toMs) / 2 / sprite.everyMs)
  const picture = {
    backgroundImage: `url(${mediaUrl(of.id, 'sprite')})`,
    backgroundSize: `${sprite.columns * stillWidth}px auto`,
    backgroundPosition: `-${(tile % sprite.columns) * stillWidth}px -${Math.floor(tile / sprite.columns) * height}px`,
  }
  return (
    <figure className={css.still}>
      <i style={{ width: stillWidth, height, ...(toMs > fromMs ? picture : {}) }}>
        {toMs > fromMs ? null : t('nothing')}
      </i>
      <figcaption>{label}</figcaption>
    </figure>
  )
}
