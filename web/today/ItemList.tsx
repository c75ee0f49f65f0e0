import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStationNow } from '../ui/clock.ts'
import { copyText } from '../ui/copy.ts'
import { clockTime, dayOf, shortDateTime, since } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Chip, type Tone } from '../ui/StatusChip.tsx'
import { toast } from '../ui/toasts.ts'
import css from './TodayPage.module.css'
import type { Item } from './today.api.ts'

const looks: Record<Item['kind'], [Tone, IconName]> = {
  changes: ['warn', 'pen'],
  rejected: ['stop', 'x'],
  refusedFile: ['stop', 'stop'],
  upload: ['busy', 'up'],
  unsubmitted: ['neutral', 'send'],
  review: ['busy', 'eye'],
  plan: ['busy', 'cal'],
  overlap: ['stop', 'stop'],
  placeholder: ['warn', 'lock'],
  pin: ['stop', 'stop'],
  unpublished: ['warn', 'send'],
  asRun: ['warn', 'list'],
  unscheduled: ['neutral', 'cal'],
  playlist: ['warn', 'list'],
  withdrawal: ['stop', 'speaker'],
  failedPackage: ['stop', 'box'],
  failedDelivery: ['stop', 'film'],
  refusedDelivery: ['warn', 'film'],
  package: ['busy', 'down'],
  published: ['good', 'send'],
  failedJob: ['stop', 'stop'],
  disk: ['warn', 'disk'],
  noSignIn: ['neutral', 'key'],
}

/** Rows that say what waits, how long, until when; one action each, and text ready for Zalo. */
export function ItemList({ items, others }: { items: readonly Item[]; others?: boolean }) {
  return (
    <ul className={css.items}>
      {items.map((item) => (
        <Row key={item.key} item={item} others={others ?? false} />
      ))}
    </ul>
  )
}

function Row({ item, others }: { item: Item; others: boolean }) {
  const { t } = useTranslation('today')
  const now = useStationNow(60_000)
  const [tone, icon] = looks[item.kind]
  return (
    <li className={css.item}>
      <div>
        <Chip tone={tone} icon={icon}>
          {t(`kind.${item.kind}`)}
        </Chip>
        <span className={`num ${css.when}`} data-late={(item.dueAt && item.dueAt < iso(now)) || undefined}>
          {item.dueAt ? <Due at={item.dueAt} now={now} /> : item.since && since(item.since, now)}
        </span>
      </div>
      <div className={css.words}>
        <b>{item.title}</b>
        <p>
          {item.holder && <span className={css.holder}>{t('heldBy', { holder: item.holder })} </span>}
          {item.detail}
        </p>
      </div>
      <div className={css.act}>
        {item.zaloText && <Zalo item={item} />}
        <LinkTo href={item.link} className={css.go ?? ''} quiet={others}>
          {t(others ? 'open' : `action.${item.kind}`)}
          <span className="sr-only">: {item.title}</span>
        </LinkTo>
      </div>
    </li>
  )
}

const iso = (ms: number) => new Date(ms).toISOString()

function Due({ at, now }: { at: string; now: number }) {
  const { t } = useTranslation('today')
  if (dayOf(at) === dayOf(now)) return t('dueToday', { time: clockTime(at) })
  return t('due', { time: shortDateTime(at) })
}

function Zalo({ item }: { item: Item }) {
  const { t } = useTranslation('today')
  const copy = async () => {
    toast((await copyText(item.zaloText ?? '')) ? t('copied') : t('notCopied'))
  }
  return (
    <button type="button" className={css.copy} onClick={copy} title={item.zaloText ?? ''}>
      <Icon name="copy" size={16} />
      {t('zalo')}
      <span className="sr-only">: {item.title}</span>
    </button>
  )
}

type LinkProps = { href: string; className: string; quiet?: boolean; children: ReactNode }

/** A link to a path the server named, followed without loading the page anew. */
export function LinkTo({ href, className, quiet, children }: LinkProps) {
  const router = useRouter()
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a href={href} className={className} data-quiet={quiet || undefined} onClick={follow}>
      {children}
    </a>
  )
}
