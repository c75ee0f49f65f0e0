import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { dismiss, toast } from '../ui/toasts.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import css from './PlaylistPage.module.css'
import { type Playlist, publishPlaylist, type Resolution, takeBack } from './playlists.api.ts'
import type { Draft } from './use-draft.ts'

const BEFORE_IT_LEAVES_MS = 30_000

/** Publishing leaves after half a minute; until then it can be taken back, also after the page was reloaded. */
export function Publishing({
  playlist,
  draft,
  resolution,
}: {
  playlist: Playlist
  draft: Draft
  resolution: Resolution | undefined
}) {
  const { t } = useTranslation('playlists')
  const renew = () => queryClient.invalidateQueries({ queryKey: ['playlist', playlist.id] })
  const back = useMutation({ mutationFn: takeBack, onSettled: renew })
  const [asking, setAsking] = useState(false)
  const publish = useMutation({
    mutationFn: (reason: string) =>
      publishPlaylist(playlist.id, {
        revision: draft.revision,
        delayMs: BEFORE_IT_LEAVES_MS,
        ...(reason ? { reason } : {}),
      }),
    onSuccess: (answer) => {
      setAsking(false)
      if (!('leaving' in answer)) return
      const { jobId } = answer.leaving
      const undo = () => back.mutate(jobId, { onSuccess: () => toast(t('takenBack')) })
      leavingToast = toast(t('leaves', { title: playlist.title, count: playlist.targets.length }), { undo })
    },
    onSettled: renew,
  })
  const { leaving } = playlist
  const error = publish.error ?? back.error
  const passedOver = (resolution?.targets ?? []).flatMap(({ breaks }) => breaks)
  const takeItBack = (jobId: string) => {
    if (leavingToast) dismiss(leavingToast)
    back.mutate(jobId, { onSuccess: () => toast(t('takenBack')) })
  }
  return (
    <>
      {leaving ? (
        <>
          <span className="sec">{t('leaving')}</span>
          <Button
            variant="default"
            leftSection={<Icon name="undo" size={17} />}
            onClick={() => takeItBack(leaving.jobId)}
            loading={back.isPending}
          >
            {t('takeBack')}
          </Button>
        </>
      ) : (
        <ActionButton
          onClick={() => (passedOver.length > 0 ? setAsking(true) : publish.mutate(''))}
          loading={publish.isPending}
          blocked={reason(playlist, draft, resolution, t)}
        >
          {playlist.targets.length > 0
            ? t('publish', { count: playlist.targets.length })
            : t('publishNowhere')}
        </ActionButton>
      )}
      {asking && (
        <OverrideDialog
          breaks={passedOver}
          busy={publish.isPending}
          error={publish.error}
          onPublish={(reason) => publish.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
      {error && !asking && (
        <div className={css.refusal}>
          <ErrorState error={error} title={t('notPublished')} />
        </div>
      )}
    </>
  )
}

let leavingToast: number | undefined

/** Why it cannot be published now, in the words of what to do about it. */
function reason(
  playlist: Playlist,
  draft: Draft,
  resolution: Resolution | undefined,
  t: TFunction<'playlists'>,
): string | undefined {
  if (playlist.items.length === 0) return t('blocked.noWorks')
  if (playlist.targets.length === 0) return t('blocked.noPlaces')
  if (draft.state !== 'saved') return t('blocked.saving')
  const barred = resolution?.items.find((item) => item.barred)
  if (barred && 'title' in barred) return t('blocked.barred', { title: barred.title })
  if (resolution?.targets.every(({ totalMs }) => totalMs === playlist.settings.pauseMs))
    return t('blocked.nothingApproved')
  if (resolution?.publication?.current) return t('blocked.nothingNew')
  return undefined
}
