import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel, RowIcon } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useServable, useTeams } from './people.api.ts'

/** Film teams: who rides, and what they serve today. */
export function TeamsPanel({
  selected,
  onOpen,
}: {
  selected: string | undefined
  onOpen: (id: string) => void
}) {
  const { t } = useTranslation('people')
  const teams = useTeams()
  const places = useServable(undefined).data ?? []
  return (
    <ListPanel
      title={t('teams.title')}
      count={teams.data?.length ?? ''}
      aside={
        <Button variant="default" size="compact-md" onClick={() => onOpen('moi')}>
          {t('teams.add')}
        </Button>
      }
    >
      <Loaded query={teams}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('teams.none')}>{t('teams.noneHint')}</EmptyState>
          ) : (
            <ul>
              {list.map((team) => {
                const served = places.filter((place) => place.teams.some(({ id }) => id === team.id))
                return (
                  <DataRow
                    key={team.id}
                    title={team.name}
                    note={team.unit.name}
                    selected={selected === team.id}
                    onOpen={() => onOpen(team.id)}
                    lead={
                      <RowIcon>
                        <Icon name="truck" />
                      </RowIcon>
                    }
                  >
                    <p>
                      {team.members.length > 0
                        ? t('teams.members', { names: team.members.map(({ name }) => name).join(', ') })
                        : t('teams.noMembers')}
                    </p>
                    <p>
                      {served.length > 0
                        ? t('teams.serves', { names: served.map(({ name }) => name).join(', ') })
                        : t('teams.servesNothing')}
                    </p>
                  </DataRow>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </ListPanel>
  )
}
