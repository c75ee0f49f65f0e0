import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { areaInForce } from '../../server/areas/areas.rules.ts'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { lastDay } from '../ui/days.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fold } from '../ui/fold.ts'
import { date } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { DataRow } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import css from './AreasPage.module.css'
import { AreaTabs } from './AreaTabs.tsx'
import { LoudspeakerForm } from './LoudspeakerForm.tsx'
import { useLimitFacts } from './limit-facts.ts'
import { type LoudspeakerRule, useLoudspeakerRules } from './loudspeaker.api.ts'

/** When loudspeakers may speak at which places, since when, by which paper. */
export default function LoudspeakerPage() {
  const { t } = useTranslation('areas')
  const rules = useLoudspeakerRules()
  const today = useToday().data?.date ?? ''
  const mayEdit = useMay('areas.edit')
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const [typed, setTyped] = useState('')
  useHotkeys({ n: () => setOpen('new') }, mayEdit)
  const chosen = rules.data?.find((rule) => rule.id === open)
  const needle = fold(typed.trim())
  const make = mayEdit && (
    <Button leftSection={<Icon name="plus" size={17} />} onClick={() => setOpen('new')}>
      {t('hours.new')}
    </Button>
  )
  return (
    <WithDrawer
      drawer={
        open && today && (open === 'new' || chosen) ? (
          <LoudspeakerForm key={open} rule={chosen} today={today} onClose={() => setOpen(null)} />
        ) : null
      }
    >
      <PageHeader title={t('hours.title')} trail={{ label: t('title'), to: '/dia-ban' }} />
      <Toolbar left={<AreaTabs />}>
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<Icon name="search" size={17} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={css.search ?? ''}
        />
        {make}
      </Toolbar>
      <PageBody>
        <p className="sec">{t('hours.lead')}</p>
        <Loaded query={rules}>
          {(list) =>
            list.length > 0 ? (
              <ul className="card">
                {list
                  .filter(({ area }) => fold(area.name).includes(needle))
                  .map((rule) => (
                    <Row
                      key={rule.id}
                      rule={rule}
                      inForce={areaInForce(rule, today)}
                      selected={rule.id === open}
                      onOpen={mayEdit ? () => setOpen(rule.id) : undefined}
                    />
                  ))}
              </ul>
            ) : (
              <div className="card">
                <EmptyState title={t('hours.none')} actions={make}>
                  {t('hours.noneHint')}
                </EmptyState>
              </div>
            )
          }
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}

type RowProps = {
  rule: LoudspeakerRule
  inForce: boolean
  selected: boolean
  onOpen: (() => void) | undefined
}

function Row({ rule, inForce, selected, onOpen }: RowProps) {
  const { t } = useTranslation('areas')
  const facts = useLimitFacts()
  const { area, limits, validFrom, validTo, document } = rule
  const since =
    validFrom === '1900-01-01'
      ? t('longSince')
      : validTo
        ? t('fromTo', { from: date(validFrom), to: date(lastDay(validTo)) })
        : t('since', { from: date(validFrom) })
  return (
    <DataRow
      title={area.name}
      note={inForce ? since : t('hours.notNow', { since })}
      selected={selected}
      {...(onOpen ? { onOpen } : {})}
      below={<small>{document}</small>}
    >
      <span className="num">{facts(limits).join(' · ')}</span>
    </DataRow>
  )
}
