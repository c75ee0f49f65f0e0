import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { useSettled } from '../ui/use-settled.ts'
import { days } from './days.ts'
import { NewPlaylist } from './NewPlaylist.tsx'
import css from './PlaylistsPage.module.css'
import { type PlaylistLine, usePlaylists } from './playlists.api.ts'

export default function PlaylistsPage() {
  const { t } = useTranslation('playlists')
  const [typed, setTyped] = useState('')
  const [making, setMaking] = useState(false)
  const mayEdit = useMay('playlists.edit')
  const q = useSettled(typed.trim())
  const playlists = usePlaylists(q)
  useHotkeys({ n: () => setMaking(true) }, mayEdit)
  const make = mayEdit && (
    <Button leftSection={<Icon name="plus" size={17} />} onClick={() => setMaking(true)}>
      {t('new')}
    </Button>
  )
  return (
    <WithDrawer drawer={making ? <NewPlaylist onClose={() => setMaking(false)} /> : null}>
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<Icon name="search" size={17} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        }
      >
        {make}
      </Toolbar>
      <PageBody>
        <p className="sec">{t('lead')}</p>
        <Loaded query={playlists}>
          {(lines) =>
            lines.length > 0 ? (
              <ul className={`card ${css.list}`}>
                {lines.map((line) => (
                  <Row key={line.id} line={line} />
                ))}
              </ul>
            ) : (
              <div className="card">
                <EmptyState title={q ? t('nothingFound') : t('empty')} actions={!q && make}>
                  {!q && t('emptyHint')}
                </EmptyState>
              </div>
            )
          }
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}

function Row({ line }: { line: PlaylistLine }) {
  const { t } = useTranslation('playlists')
  const places = line.targetNames.slice(0, 3).join(', ')
  const others = line.targetNames.length - 3
  return (
    <li className={css.row}>
      <div className={css.words}>
        <Link to="/danh-sach-phat/$playlistId" params={{ playlistId: line.id }} className={css.open ?? ''}>
          {line.title}
        </Link>
        <p className="sec">
          {line.targetNames.length === 0
            ? t('noPlaces')
            : others > 0
              ? t('placesAndMore', { places, count: others })
              : places}
        </p>
      </div>
      <span className="num sec">{days(line)}</span>
      <span className="sec">{t('works', { count: line.works })}</span>
      {line.publication ? (
        <StatusChip status="published">{t('published', { number: line.publication.number })}</StatusChip>
      ) : (
        <StatusChip status="draft" />
      )}
    </li>
  )
}
