import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import css from './PlaylistPage.module.css'
import type { Playlist } from './playlists.api.ts'
import type { Draft } from './use-draft.ts'

/** What could not be saved, with the ways out: what one did stays on the page until one chooses. */
export function Trouble({ draft, refused }: { draft: Draft; refused: string | null }) {
  const { t } = useTranslation('playlists')
  if (!draft.error)
    return refused && refused !== 'nothing_to_publish' ? (
      <p className={css.refused} role="alert">
        {t('refusedLater')}
      </p>
    ) : null
  const theirs = currentOf(draft.error)
  return (
    <div className={css.trouble}>
      <ErrorState
        error={draft.error}
        title={t('notSaved')}
        onRetry={theirs ? undefined : draft.retry}
        actions={
          theirs ? (
            <Button variant="default" size="row" onClick={() => draft.adopt(theirs)}>
              {t('takeTheirs')}
            </Button>
          ) : (
            <Button variant="default" size="row" onClick={draft.undo}>
              {t('undoLast')}
            </Button>
          )
        }
      />
    </div>
  )
}

/** The refusal of an old revision carries the present state. */
function currentOf(error: unknown): Playlist | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  return (error.details as { current?: Playlist } | undefined)?.current
}
