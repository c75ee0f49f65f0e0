import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { lastDay } from '../ui/days.ts'
import { date } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { AreaLanguages } from './AreaLanguages.tsx'
import type { Show } from './AreaRow.tsx'
import css from './AreasPage.module.css'
import { type AreaHistory, useArea, useTeamsServing } from './areas.api.ts'
import type { Effect } from './effect.ts'
import { useLimitFacts } from './limit-facts.ts'
import { useLoudspeakerRules } from './loudspeaker.api.ts'

type Props = { id: string; at: string; onShow: Show; effect: Effect | undefined }

/** One place: since when, which languages in which order, who serves it, what it came from and became. */
export function AreaDrawer({ id, at, onShow, effect }: Props) {
  const { t } = useTranslation('areas')
  const history = useArea(id)
  return (
    <Drawer title={history.data?.area.name ?? t('title')} onClose={() => onShow(undefined)}>
      <Loaded query={history}>
        {(known) => <About history={known} at={at} onShow={onShow} effect={effect} />}
      </Loaded>
    </Drawer>
  )
}

type AboutProps = Omit<Props, 'id'> & { history: AreaHistory }

function About({ history, at, onShow, effect }: AboutProps) {
  const { t } = useTranslation('areas')
  const { area, predecessors, successors } = history
  const teams = useTeamsServing(area.id, at)
  // The end is exclusive in the data; people name the last day.
  const last = area.validTo && lastDay(area.validTo)
  return (
    <dl className={css.facts}>
      <dt>{t('validity')}</dt>
      <dd className="num">
        {area.validFrom === '1900-01-01'
          ? t('longSince')
          : last
            ? t('fromTo', { from: date(area.validFrom), to: date(last) })
            : t('since', { from: date(area.validFrom) })}
      </dd>
      <dt>{t('languages')}</dt>
      <dd>
        <AreaLanguages key={area.id} area={area} effect={effect} />
      </dd>
      <dt>{t('servedBy')}</dt>
      <dd>{teams.data?.map((team) => team.name).join(', ') || t('noTeam')}</dd>
      <Hours areaId={area.id} />
      <dt>{t('code')}</dt>
      <dd className="num">{area.code}</dd>
      <Changes title={t('successors')} list={successors} onShow={(next) => onShow(next, '2025')} />
      <Changes title={t('predecessors')} list={predecessors} onShow={(next) => onShow(next, '2021')} />
    </dl>
  )
}

/** The place's own rule of loudspeakers, and where all of them are. */
function Hours({ areaId }: { areaId: string }) {
  const { t } = useTranslation('areas')
  const facts = useLimitFacts()
  const own = useLoudspeakerRules().data?.filter(({ area }) => area.id === areaId) ?? []
  return (
    <>
      <dt>{t('hours.title')}</dt>
      <dd>
        {own.map((rule) => (
          <p key={rule.id}>
            {facts(rule.limits).join(' · ')}
            <small>{rule.document}</small>
          </p>
        ))}
        {own.length === 0 && <p className="mut">{t('hours.inherited')}</p>}
        <Link to="/dia-ban/gio-phat" className={css.link ?? ''}>
          {t('hours.all')}
        </Link>
      </dd>
    </>
  )
}

type ChangesProps = { title: string; list: AreaHistory['successors']; onShow: (id: string) => unknown }

function Changes({ title, list, onShow }: ChangesProps) {
  const { t } = useTranslation('areas')
  if (list.length === 0) return null
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className={css.changes}>
          {list.map(({ area, effective, legalBasis }) => (
            <li key={area.id}>
              <button type="button" className={css.link} onClick={() => onShow(area.id)}>
                {area.name}
              </button>
              <small>{t('by', { day: date(effective), document: legalBasis })}</small>
            </li>
          ))}
        </ul>
      </dd>
    </>
  )
}
