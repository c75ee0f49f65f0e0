import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { fold } from '../ui/fold.ts'
import { languageName } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { MineOrTheirs } from '../ui/MineOrTheirs.tsx'
import { toast } from '../ui/toasts.ts'
import { useAreas } from './areas.api.ts'
import css from './ClusterForm.module.css'
import { type Cluster, type ClusterDraft, endCluster, saveCluster } from './clusters.api.ts'
import type { Effect } from './effect.ts'
import { type LanguageCode, LanguageOrder } from './LanguageOrder.tsx'

type Props = {
  cluster: Cluster | undefined
  today: string
  effect: Effect | undefined
  onClose: () => void
}

const draftOf = ({ name, areas, languages }: Cluster): ClusterDraft => ({
  name,
  areaIds: areas.map(({ id }) => id),
  languages: languages as LanguageCode[],
})

/** One cluster: its name, its places, its own order of languages; and the way to close it. */
export function ClusterForm({ cluster, today, effect: Effect, onClose }: Props) {
  const { t } = useTranslation('areas')
  const [draft, setDraft] = useState<ClusterDraft>(
    cluster ? draftOf(cluster) : { name: '', areaIds: [], languages: [] },
  )
  const set = (change: Partial<ClusterDraft>) => setDraft((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: (known: Cluster | undefined) => saveCluster(known, draft),
    onSuccess: (saved) => {
      const undo = () => (cluster ? saveCluster(saved, draftOf(cluster)) : endCluster(saved, today))
      toast(t('cluster.saved', { name: saved.name }), { undo })
      onClose()
    },
  })
  const end = useMutation({
    mutationFn: (known: Cluster) => endCluster(known, today),
    onSuccess: (ended) => {
      toast(t('cluster.ended', { name: ended.name }), { undo: () => endCluster(ended, null) })
      onClose()
    },
  })
  const theirs = staleCluster(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(cluster)
  }
  const reordered = cluster !== undefined && draft.languages.join() !== cluster.languages.join()
  return (
    <Drawer title={cluster?.name ?? t('cluster.new')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t('cluster.name')}
          required
          minLength={2}
          maxLength={120}
          data-autofocus
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <fieldset className={css.part}>
          <legend>{t('languages')}</legend>
          {!cluster && draft.languages.length === 0 && <p className="sec">{t('cluster.shared')}</p>}
          <LanguageOrder value={draft.languages} onChange={(languages) => set({ languages })} />
          {reordered && Effect && (
            <Effect target={{ kind: 'cluster', id: cluster.id }} languages={draft.languages} />
          )}
        </fieldset>
        <PlaceChecks chosen={draft.areaIds} today={today} onChange={(areaIds) => set({ areaIds })} />
        {save.error && (
          <ErrorState
            error={save.error}
            title={t('cluster.notSaved')}
            actions={
              theirs && (
                <MineOrTheirs
                  onKeep={() => save.mutate(theirs)}
                  onTake={() => {
                    setDraft(draftOf(theirs))
                    save.reset()
                  }}
                  theirs={t('cluster.takeTheirs', {
                    name: theirs.name,
                    count: theirs.areas.length,
                    order: theirs.languages.map(languageName).join(' › '),
                  })}
                />
              )
            }
          />
        )}
        {end.error && <ErrorState error={end.error} title={t('cluster.notSaved')} />}
        <div className={css.buttons}>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={draft.name.trim().length < 2 || draft.areaIds.length === 0}
          >
            {t(cluster ? 'cluster.save' : 'cluster.make')}
          </Button>
          {cluster && (
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate(cluster)}>
              {t('cluster.end')}
            </Button>
          )}
        </div>
      </form>
    </Drawer>
  )
}

function PlaceChecks({
  chosen,
  today,
  onChange,
}: {
  chosen: readonly string[]
  today: string
  onChange: (ids: string[]) => void
}) {
  const { t } = useTranslation('areas')
  const [typed, setTyped] = useState('')
  const needle = fold(typed.trim())
  return (
    <fieldset className={css.part}>
      <legend>{t('cluster.choose', { count: chosen.length })}</legend>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Loaded query={useAreas(today)}>
        {(areas) => (
          <div className={css.places}>
            {areas
              .filter(
                ({ id, level, name }) =>
                  level !== 'province' && (chosen.includes(id) || fold(name).includes(needle)),
              )
              .map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={chosen.includes(id)}
                  onChange={({ currentTarget: { checked } }) =>
                    onChange(checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                  }
                />
              ))}
          </div>
        )}
      </Loaded>
    </fieldset>
  )
}

/** What somebody else has saved meanwhile. */
function staleCluster(error: unknown): Cluster | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  return (error.details as { current?: Cluster } | undefined)?.current
}
