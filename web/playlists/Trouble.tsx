import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MineOrTheirs } from '../ui/MineOrTheirs.tsx'
import { days } from './days.ts'
import { differences } from './differences.ts'
import css from './PlaylistPage.module.css'
import type { Playlist } from './playlists.api.ts'
import { useRuleName } from './rule-name.ts'
import { contentOf, type Draft } from './use-draft.ts'

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
            <MineOrTheirs
              onKeep={() => draft.keepMine(theirs)}
              onTake={() => draft.adopt(theirs)}
              theirs={t('takeTheirs')}
            />
          ) : (
            <Button variant="default" size="row" onClick={draft.undo}>
              {t('undoLast')}
            </Button>
          )
        }
      />
      {theirs && <BothSides draft={draft} theirs={theirs} />}
    </div>
  )
}

/** Mine and theirs, line by line. */
function BothSides({ draft, theirs }: { draft: Draft; theirs: Playlist }) {
  const { t } = useTranslation('playlists')
  const ruleName = useRuleName()
  const lines = differences(draft.content, contentOf(theirs), {
    nameOf: (item) => ('workId' in item ? item.title : ruleName(item.rule)),
    days,
  })
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <th scope="col">{t('sides.what')}</th>
          <th scope="col">{t('sides.mine')}</th>
          <th scope="col">{t('sides.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ what, mine, theirs: other }) => (
          <tr key={what}>
            <th scope="row">{t(`sides.${what}`)}</th>
            <td>{mine || t('sides.nothing')}</td>
            <td>{other || t('sides.nothing')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The refusal of an old revision carries the present state. */
function currentOf(error: unknown): Playlist | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  return (error.details as { current?: Playlist } | undefined)?.current
}
