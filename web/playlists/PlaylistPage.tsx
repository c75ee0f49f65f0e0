import { ActionIcon, Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { Chip, StatusChip } from '../ui/StatusChip.tsx'
import { useMay } from '../ui/session.ts'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import { days } from './days.ts'
import { Evening } from './Evening.tsx'
import { Hearing } from './Hearing.tsx'
import type { PlaceRef } from './hearing.api.ts'
import { ListenAs } from './ListenAs.tsx'
import { Notices } from './Notices.tsx'
import { PlacePicker } from './PlacePicker.tsx'
import css from './PlaylistPage.module.css'
import { Properties } from './Properties.tsx'
import { Publishing } from './Publishing.tsx'
import { type Playlist, usePlaylist, useResolution } from './playlists.api.ts'
import { RuleForm } from './RuleForm.tsx'
import { Templates } from './Templates.tsx'
import { Trouble } from './Trouble.tsx'
import { type Draft, useDraft } from './use-draft.ts'
import { WorkPicker } from './WorkPicker.tsx'

export default function PlaylistPage() {
  const { t } = useTranslation('playlists')
  const { playlistId = '' } = useParams({ strict: false })
  const trail = { label: t('title'), to: '/danh-sach-phat' }
  return (
    <Loaded
      query={usePlaylist(playlistId)}
      skeleton={
        <PageBody>
          <PageHeader title={t('title')} trail={trail} />
          <Skeletons rows={8} />
        </PageBody>
      }
    >
      {(playlist) => <Composing key={playlist.id} playlist={playlist} />}
    </Loaded>
  )
}

type Open =
  | { what: 'works' | 'places' | 'properties' | 'templates' }
  | { what: 'rule'; key: string | null }
  | { what: 'listen'; place: PlaceRef }
  | null

function Composing({ playlist }: { playlist: Playlist }) {
  const { t } = useTranslation('playlists')
  const draft = useDraft(playlist)
  const resolution = useResolution(playlist.id)
  const mayEdit = useMay('playlists.edit')
  const [open, setOpen] = useState<Open>(null)
  const { content } = draft
  const close = () => setOpen(null)
  const show = (what: 'works' | 'places' | 'properties' | 'templates') => () => setOpen({ what })
  const mayListen = useMay('library.listen')
  useHotkeys({ 'Ctrl+z': draft.undo, 'Ctrl+y': draft.redo, 'Ctrl+Shift+z': draft.redo }, mayEdit)
  const drawers = {
    works: () => <WorkPicker draft={draft} onClose={close} />,
    places: () => <PlacePicker draft={draft} onClose={close} />,
    properties: () => <Properties draft={draft} playlistId={playlist.id} onClose={close} />,
    templates: () => <Templates draft={draft} onClose={close} />,
  }
  const drawer =
    open === null ? null : open.what === 'rule' ? (
      <RuleForm key={open.key} draft={draft} itemKey={open.key} onClose={close} />
    ) : open.what === 'listen' ? (
      <ListenAs playlistId={playlist.id} place={open.place} onClose={close} />
    ) : (
      drawers[open.what]()
    )
  return (
    <WithDrawer drawer={drawer}>
      <PageHeader title={content.title} trail={{ label: t('title'), to: '/danh-sach-phat' }} />
      <Toolbar
        left={
          <>
            <Button
              variant="default"
              leftSection={<Icon name="cal" size={17} />}
              onClick={show('properties')}
              disabled={!mayEdit}
            >
              <span className="num">{days(content)}</span>
            </Button>
            <Button
              variant="default"
              leftSection={<Icon name="map" size={17} />}
              onClick={show('places')}
              disabled={!mayEdit}
            >
              {content.targets.length > 0
                ? t('places', { count: content.targets.length })
                : t('choosePlaces')}
            </Button>
            <Standing playlist={playlist} current={resolution.data?.publication?.current ?? false} />
            {mayEdit && <Steps draft={draft} />}
            <span className="sec" aria-live="polite">
              {mayEdit && t(`saving.${draft.state}`)}
            </span>
          </>
        }
      >
        {mayEdit && <Publishing playlist={playlist} draft={draft} resolution={resolution.data} />}
      </Toolbar>
      <Trouble draft={draft} refused={playlist.refused} />
      <div className={css.stage}>
        <Evening
          draft={draft}
          resolution={resolution.data}
          open={
            mayEdit
              ? {
                  works: show('works'),
                  templates: show('templates'),
                  rule: (key) => setOpen({ what: 'rule', key }),
                }
              : undefined
          }
        />
        <div className={css.hearing}>
          {content.targets.length === 0 || content.items.length === 0 ? (
            <EmptyState
              title={content.items.length === 0 ? t('noWorksTitle') : t('noPlacesTitle')}
              actions={
                mayEdit && (
                  <Button onClick={show(content.items.length === 0 ? 'works' : 'places')}>
                    {content.items.length === 0 ? t('addWorks') : t('choosePlaces')}
                  </Button>
                )
              }
            >
              {t('hearingHint')}
            </EmptyState>
          ) : (
            <Loaded query={resolution}>
              {(shown) => (
                <>
                  <Notices
                    resolution={shown}
                    draft={draft}
                    onSettings={mayEdit ? show('properties') : undefined}
                  />
                  <Hearing
                    resolution={shown}
                    onListen={
                      mayListen
                        ? ({ kind, id }) => setOpen({ what: 'listen', place: { kind, id } as PlaceRef })
                        : undefined
                    }
                  />
                </>
              )}
            </Loaded>
          )}
        </div>
      </div>
    </WithDrawer>
  )
}

function Steps({ draft }: { draft: Draft }) {
  const { t } = useTranslation('playlists')
  const step = (name: 'undo' | 'redo', can: boolean, keys: string) => (
    <ActionIcon
      variant="subtle"
      size={36}
      onClick={draft[name]}
      disabled={!can}
      title={`${t(name)} (${keys})`}
      aria-label={t(name)}
    >
      <Icon name={name} size={18} />
    </ActionIcon>
  )
  return (
    <>
      {step('undo', draft.canUndo, 'Ctrl+Z')}
      {step('redo', draft.canRedo, 'Ctrl+Y')}
    </>
  )
}

function Standing({ playlist, current }: { playlist: Playlist; current: boolean }) {
  const { t } = useTranslation('playlists')
  const number = playlist.publication?.number
  if (!number) return <StatusChip status="draft" />
  if (current) return <StatusChip status="published">{t('published', { number })}</StatusChip>
  return (
    <Chip tone="neutral" icon="dash">
      {t('changedSince', { number })}
    </Chip>
  )
}
