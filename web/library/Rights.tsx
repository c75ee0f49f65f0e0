import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rightUses } from '../../server/library/rights/rights.schema.ts'
import { api, queryClient, unwrap } from '../api.ts'
import { DateInput } from '../ui/DateInput.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDate } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import css from './WorkPage.module.css'

const readRights = async (id: string) =>
  (await unwrap(api.works[':id'].rights.$get({ param: { id } }))).rights
type Right = Awaited<ReturnType<typeof readRights>>[number]

const empty = { uses: ['tv'] as Right['uses'], from: '', lastDay: '', runs: '', note: '', documentId: '' }

/** What a work may be used for, from when to when, and how often; written down with the paper that says so. */
export function Rights({ workId }: { workId: string }) {
  const { t } = useTranslation('library')
  const mayWrite = useMay('library.rights')
  const rights = useQuery({
    queryKey: ['work', workId, 'rights'],
    queryFn: () => readRights(workId),
  })
  const [adding, setAdding] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const renew = () =>
    Promise.all(['work', 'slot'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
  const remove = async (right: Right) => {
    const param = { id: workId, rightId: right.id }
    try {
      await unwrap(api.works[':id'].rights[':rightId'].$delete({ param }))
      await renew()
      const { uses, from, lastDay, runs, note, documentId } = right
      const json = { uses, from, lastDay, runs, note, documentId }
      const undo = async () => {
        await unwrap(api.works[':id'].rights.$post({ param: { id: workId }, json }))
        await renew()
      }
      toast(t('rights.removed'), { undo })
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <section className={`card ${css.side}`} aria-labelledby="rights">
      <h2 id="rights">{t('rights.title')}</h2>
      {(error !== null || rights.error) && <ErrorState error={error ?? rights.error} />}
      {rights.data?.length === 0 && <p className="mut">{t('rights.none')}</p>}
      <ul>
        {rights.data?.map((right) => (
          <li key={right.id} className="wrap">
            <span>{sentence(t, right)}</span>
            {right.documentName && <span className="mut">{right.documentName}</span>}
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('rights.remove', { right: sentence(t, right) })}
                onClick={() => remove(right)}
              >
                <Icon name="trash" size={17} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && !adding && (
        <Button
          variant="default"
          size="row"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setAdding(true)}
        >
          {t('rights.add')}
        </Button>
      )}
      {adding && (
        <RightForm
          workId={workId}
          onClose={() => setAdding(false)}
          onDone={async () => {
            setAdding(false)
            await renew()
          }}
        />
      )}
    </section>
  )
}

type Say = ReturnType<typeof useTranslation<'library'>>['t']

function sentence(t: Say, { uses, from, lastDay, runs, note }: Right): string {
  return [
    uses.map((use) => t(`rights.use.${use}`)).join(', '),
    from && t('rights.from', { day: shortDate(from) }),
    lastDay && t('rights.to', { day: shortDate(lastDay) }),
    runs !== null && t('rights.runs', { count: runs }),
    note,
  ]
    .filter(Boolean)
    .join(', ')
}

function RightForm({ workId, onClose, onDone }: { workId: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('library')
  const [draft, setDraft] = useState(empty)
  const [error, setError] = useState<unknown>(null)
  const set = (change: Partial<typeof empty>) => setDraft((before) => ({ ...before, ...change }))
  const documents = useQuery({
    queryKey: ['document', 'work', workId],
    queryFn: async () =>
      (await unwrap(api.documents.$get({ query: { subjectKind: 'work', subjectId: workId } }))).documents,
  })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const { uses, from, lastDay, runs, note, documentId } = draft
    const json = {
      uses,
      note,
      from: from || null,
      lastDay: lastDay || null,
      runs: runs === '' ? null : Number(runs),
      documentId: documentId || null,
    }
    try {
      await unwrap(api.works[':id'].rights.$post({ param: { id: workId }, json }))
      onDone()
    } catch (refusal) {
      setError(refusal)
    }
  }
  return (
    <form onSubmit={save} className={css.rights}>
      {error !== null && <ErrorState error={error} title={t('rights.failed')} />}
      <Checkbox.Group
        label={t('rights.uses')}
        value={draft.uses}
        onChange={(chosen) => set({ uses: rightUses.filter((use) => chosen.includes(use)) })}
      >
        <div className="wrap">
          {rightUses.map((use) => (
            <Checkbox key={use} value={use} label={t(`rights.use.${use}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <DateInput label={t('rights.firstDay')} value={draft.from} onChange={(day) => set({ from: day })} />
      <DateInput
        label={t('rights.lastDay')}
        value={draft.lastDay}
        onChange={(day) => set({ lastDay: day })}
      />
      <NumberInput
        label={t('rights.most')}
        description={t('rights.mostHint')}
        min={1}
        value={draft.runs}
        onChange={(value) => set({ runs: String(value) })}
      />
      <TextInput
        label={t('rights.note')}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      {documents.data && documents.data.length > 0 && (
        <NativeSelect
          label={t('rights.document')}
          data={[
            { value: '', label: t('rights.noDocument') },
            ...documents.data.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={draft.documentId}
          onChange={(event) => set({ documentId: event.currentTarget.value })}
        />
      )}
      <div className="wrap">
        <Button variant="default" onClick={onClose}>
          {t('rights.cancel')}
        </Button>
        <Button type="submit" disabled={draft.uses.length === 0}>
          {t('rights.save')}
        </Button>
      </div>
    </form>
  )
}
