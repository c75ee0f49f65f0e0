import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, api, queryClient, unwrap } from '../api.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import { Languages } from './AreaRow.tsx'
import type { AreaHistory } from './areas.api.ts'
import type { Effect } from './effect.ts'
import css from './LanguageOrder.module.css'
import { type LanguageCode, LanguageOrder } from './LanguageOrder.tsx'

type Props = { area: AreaHistory['area']; effect: Effect | undefined }

const put = async (id: string, languages: LanguageCode[], before: string[]) => {
  await unwrap(api.areas[':id'].languages.$put({ param: { id }, json: { languages, before } }))
  await queryClient.invalidateQueries({ queryKey: ['area'] })
}

/** The order of languages of a place: changed here, with what that does to open lists shown first. */
export function AreaLanguages({ area, effect: Effect }: Props) {
  const { t } = useTranslation('areas')
  const mayEdit = useMay('areas.edit')
  const [draft, setDraft] = useState<LanguageCode[]>()
  const save = useMutation({
    mutationFn: (languages: LanguageCode[]) => put(area.id, languages, area.languages),
    onSuccess: (_, languages) => {
      const undo = () => put(area.id, area.languages as LanguageCode[], languages)
      toast(t('order.saved', { name: area.name }), { undo })
      setDraft(undefined)
    },
  })
  if (!draft)
    return (
      <>
        <Languages codes={area.languages} />
        {mayEdit && (
          <div className={css.actions}>
            <Button size="row" variant="default" onClick={() => setDraft(area.languages as LanguageCode[])}>
              {t('order.edit')}
            </Button>
          </div>
        )}
      </>
    )
  const changed = draft.join() !== area.languages.join()
  const theirs = staleOrder(save.error)
  return (
    <>
      <LanguageOrder value={draft} onChange={setDraft} />
      {changed && Effect && <Effect target={{ kind: 'area', id: area.id }} languages={draft} />}
      {save.error && (
        <ErrorState
          error={save.error}
          title={t('order.notSaved')}
          actions={
            theirs && (
              <Button
                size="row"
                variant="default"
                onClick={() => {
                  save.reset()
                  void queryClient.invalidateQueries({ queryKey: ['area'] })
                }}
              >
                {t('order.theirs', { order: theirs.map(languageName).join(' › ') })}
              </Button>
            )
          }
        />
      )}
      <div className={css.actions}>
        <Button size="row" disabled={!changed} loading={save.isPending} onClick={() => save.mutate(draft)}>
          {t('order.save')}
        </Button>
        <Button size="row" variant="subtle" onClick={() => setDraft(undefined)}>
          {t('order.cancel')}
        </Button>
      </div>
    </>
  )
}

/** The order that somebody else has just saved. */
function staleOrder(error: unknown): string[] | undefined {
  if (!(error instanceof ApiError) || error.code !== 'stale') return undefined
  return (error.details as { current?: { languages: string[] } } | undefined)?.current?.languages
}
