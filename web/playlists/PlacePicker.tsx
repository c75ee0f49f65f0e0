import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { fold } from '../ui/fold.ts'
import { date } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import css from './Picker.module.css'
import { type PlaylistTarget, usePlaces } from './playlists.api.ts'
import type { Draft } from './use-draft.ts'

type Group = { name: string; targets: PlaylistTarget[] }

/** Places as they are on the list's first day: a closed one is not offered. */
export function PlacePicker({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation('playlists')
  const [typed, setTyped] = useState('')
  const day = draft.content.validFrom
  const places = usePlaces(day)
  const chosen = draft.content.targets
  const isChosen = (target: PlaylistTarget) =>
    chosen.some(({ kind, id }) => kind === target.kind && id === target.id)
  const set = (targets: readonly PlaylistTarget[], wanted: boolean) =>
    draft.edit((content) => {
      const rest = content.targets.filter((one) => !targets.some(({ id }) => id === one.id))
      return { ...content, targets: wanted ? [...rest, ...targets] : rest }
    })
  return (
    <Drawer title={t('choosePlaces')} onClose={onClose}>
      <div className={css.controls}>
        <p className="sec">{t('placesAt', { day: date(day) })}</p>
        <TextInput
          type="search"
          label={t('searchPlaces')}
          leftSection={<Icon name="search" size={17} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Loaded query={places}>
        {(found) => {
          const groups = groupsOf(found, fold(typed.trim()), t)
          if (groups.length === 0) return <p className="sec">{t('nothingFound')}</p>
          return groups.map(({ name, targets }) => (
            <fieldset key={name} className={css.group}>
              <legend>
                {name}
                <Button
                  size="row"
                  variant="subtle"
                  onClick={() => set(targets, !targets.every(isChosen))}
                  aria-label={t(targets.every(isChosen) ? 'noneOf' : 'allOf', { name })}
                >
                  {t(targets.every(isChosen) ? 'none' : 'all', { count: targets.length })}
                </Button>
              </legend>
              {targets.map((target) => (
                <Checkbox
                  key={target.id}
                  checked={isChosen(target)}
                  onChange={(event) => set([target], event.currentTarget.checked)}
                  label={target.name}
                  description={target.languages.map(languageName).join(' › ')}
                />
              ))}
            </fieldset>
          ))
        }}
      </Loaded>
    </Drawer>
  )
}

function groupsOf(
  { areas, clusters }: NonNullable<ReturnType<typeof usePlaces>['data']>,
  needle: string,
  t: (key: string) => string,
): Group[] {
  const matches = ({ name }: { name: string }) => fold(name).includes(needle)
  const target = (kind: 'area' | 'cluster', { id, name, languages }: Omit<PlaylistTarget, 'kind'>) => {
    return { kind, id, name, languages }
  }
  const level = (wanted: string) =>
    areas.filter((area) => area.level === wanted && matches(area)).map((area) => target('area', area))
  return [
    { name: t('group.clusters'), targets: clusters.filter(matches).map((one) => target('cluster', one)) },
    { name: t('group.districts'), targets: level('district') },
    { name: t('group.units'), targets: level('unit') },
    { name: t('group.communes'), targets: level('commune') },
  ].filter(({ targets }) => targets.length > 0)
}
