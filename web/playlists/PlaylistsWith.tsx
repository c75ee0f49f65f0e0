import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queryClient, unwrap } from '../api.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDate } from '../ui/format.ts'
import { ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import css from './PlaylistsWith.module.css'

const read = async (id: string) =>
  (await unwrap(api.versions[':id'].playlists.$get({ param: { id } }))).playlists
type Found = Awaited<ReturnType<typeof read>>[number]
const renew = () => queryClient.invalidateQueries({ queryKey: ['playlist'] })

/** Playlists in which a newer recording could take over from an older one, ticked one by one. */
export default function PlaylistsWith({ versionId }: { versionId: string }) {
  const mayRead = useMay('playlists.read')
  const query = useQuery({
    queryKey: ['playlist', 'with', versionId],
    queryFn: () => read(versionId),
    enabled: mayRead,
  })
  if (!mayRead) return null
  return (
    <Loaded query={query}>
      {(playlists) => playlists.length > 0 && <Playlists versionId={versionId} playlists={playlists} />}
    </Loaded>
  )
}

function Playlists({ versionId, playlists }: { versionId: string; playlists: Found[] }) {
  const { t } = useTranslation('playlists')
  const mayPublish = useMay('playlists.publish')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [error, setError] = useState<unknown>(null)
  const holding = playlists.filter((one) => one.holdsOlder && one.number !== null)
  const chosen = holding.filter((one) => !left.has(one.playlistId))
  const toggle = (id: string) => () =>
    setLeft((now) => new Set(now.has(id) ? [...now].filter((other) => other !== id) : [...now, id]))
  const replace = async () => {
    setError(null)
    try {
      const asked = chosen.map(({ playlistId, number }) => ({ playlistId, number: number ?? 0 }))
      const { playlists: done } = await unwrap(
        api.playlists['replace-version'].$post({ json: { versionId, playlists: asked } }),
      )
      const undo = async () => {
        await unwrap(api.playlists['take-back'].$post({ json: { playlists: done } }))
        await renew()
      }
      toast(t('with.done', { count: done.length }), { undo: () => undo().catch(setError) })
      await renew()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <ListPanel title={t('with.title')} count={playlists.length}>
      {error !== null && <ErrorState error={error} title={t('with.failed')} />}
      <ul className={css.list}>
        {playlists.map((one) => (
          <li key={one.playlistId}>
            {one.holdsOlder ? (
              <Checkbox
                checked={!left.has(one.playlistId)}
                onChange={toggle(one.playlistId)}
                label={one.title}
                description={t('with.holds', { number: one.number, from: shortDate(one.validFrom) })}
              />
            ) : (
              <>
                {one.title} <span className="sec">{t('with.follows')}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {mayPublish && holding.length > 0 && (
        <div className={css.foot}>
          <ActionButton blocked={chosen.length === 0 ? t('with.chooseFirst') : undefined} onClick={replace}>
            {t('with.button', { count: chosen.length })}
          </ActionButton>
        </div>
      )}
    </ListPanel>
  )
}
