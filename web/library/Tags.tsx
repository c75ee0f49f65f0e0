import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queryClient, unwrap } from '../api.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import css from './WorkPage.module.css'

/** Words a work is chosen by beside its kind, as rules of playlists do; saved as they are typed. */
export function Tags({ workId, mayEdit }: { workId: string; mayEdit: boolean }) {
  const { t } = useTranslation('library')
  const [error, setError] = useState<unknown>(null)
  const tags = useQuery({
    queryKey: ['work', workId, 'tags'],
    queryFn: async () => (await unwrap(api.works[':id'].tags.$get({ param: { id: workId } }))).tags,
  })
  const all = useQuery({
    queryKey: ['work', 'tags'],
    queryFn: async () => (await unwrap(api['work-tags'].$get())).tags,
    enabled: mayEdit,
  })
  const before = tags.data ?? []
  const save = async (next: string[]) => {
    queryClient.setQueryData(['work', workId, 'tags'], next)
    try {
      setError(null)
      await unwrap(api.works[':id'].tags.$put({ param: { id: workId }, json: { tags: next, before } }))
    } catch (refusal) {
      setError(refusal)
    }
    await queryClient.invalidateQueries({ queryKey: ['work', workId, 'tags'] })
    await queryClient.invalidateQueries({ queryKey: ['work', 'tags'] })
  }
  if (!mayEdit && before.length === 0) return null
  return (
    <section className={`card ${css.side}`} aria-labelledby="tags">
      <h2 id="tags">{t('tags.title')}</h2>
      {mayEdit ? (
        <TagsInput
          aria-labelledby="tags"
          description={t('tags.hint')}
          maxTags={30}
          data={(all.data ?? []).map(({ tag }) => tag)}
          value={before}
          onChange={save}
        />
      ) : (
        <p>{before.join(', ')}</p>
      )}
      {error !== null && <ErrorState error={error} title={t('tags.notSaved')} />}
    </section>
  )
}
