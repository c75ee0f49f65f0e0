import { SegmentedControl, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { REFORM_DAY } from '../../server/areas/reform.rules.ts'
import { useToday } from '../ui/clock.ts'
import { WithDrawer } from '../ui/Drawer.tsx'
import { fold } from '../ui/fold.ts'
import { date } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { AreaDrawer } from './AreaDrawer.tsx'
import { AreaList } from './AreaList.tsx'
import css from './AreasPage.module.css'
import { AreaTabs } from './AreaTabs.tsx'
import { useAreas } from './areas.api.ts'
import type { Effect } from './effect.ts'
import { Mosaic } from './Mosaic.tsx'

const LAST_OLD_DAY = '2025-06-30'

/** Places as they are on a day: before the first of July 2025 districts and communes, from then on 56 units. */
export default function AreasPage({ effect }: { effect?: Effect }) {
  const { t } = useTranslation('areas')
  const { nam, xem } = useSearch({ strict: false })
  const navigate = useNavigate()
  const today = useToday().data?.date ?? ''
  const [typed, setTyped] = useState('')
  const isNew = nam ? nam === '2025' : today >= REFORM_DAY
  // The day itself where it lies in the chosen time, else the day nearest to it.
  const at = isNew
    ? today > REFORM_DAY
      ? today
      : REFORM_DAY
    : today && today < REFORM_DAY
      ? today
      : LAST_OLD_DAY
  const areas = useAreas(at)
  const show = (id: string | undefined, year = isNew ? '2025' : '2021') =>
    navigate({ to: '/dia-ban', search: { nam: year, xem: id }, replace: true })

  return (
    <WithDrawer drawer={xem ? <AreaDrawer key={xem} id={xem} at={at} onShow={show} effect={effect} /> : null}>
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <>
            <AreaTabs />
            <SegmentedControl
              aria-label={t('period')}
              value={isNew ? '2025' : '2021'}
              onChange={(year) => show(undefined, year)}
              data={[
                { value: '2021', label: t('before') },
                { value: '2025', label: t('from') },
              ]}
            />
          </>
        }
      >
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('searchHint')}
          leftSection={<Icon name="search" size={17} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={css.search ?? ''}
        />
      </Toolbar>
      <PageBody>
        <div>
          <Loaded query={areas} skeleton={<p className={css.sentence}>{t('title')}</p>}>
            {(places) => {
              const of = (...levels: string[]) => places.filter(({ level }) => levels.includes(level)).length
              return (
                <p className={css.sentence} aria-live="polite">
                  {isNew
                    ? t('summaryNew', { day: date(at), units: of('unit') })
                    : t('summaryOld', { day: date(at), districts: of('district'), communes: of('commune') })}
                </p>
              )
            }}
          </Loaded>
          <p className="sec">{t(isNew ? 'leadNew' : 'leadOld')}</p>
          <Mosaic merged={isNew} />
        </div>
        <Loaded query={areas}>
          {(places) => <AreaList areas={places} needle={fold(typed.trim())} selected={xem} onShow={show} />}
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}
