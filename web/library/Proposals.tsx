import { Button, NativeSelect } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firstOverlap } from '../../server/library/acts.rules.ts'
import { shortestActMs } from '../../server/library/library.rules.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import type { ActDraft } from './act-drafts.ts'
import { DraftRow } from './DraftRow.tsx'
import { useProposals, type Version } from './library.api.ts'
import css from './Proposals.module.css'
import type { ActDrafts } from './use-act-drafts.ts'
import { useMakeActs } from './use-make-acts.ts'

const lengths = [5, 10, 20, 60, 120] as const

type Props = {
  workId: string
  version: Version
  playback: Playback
  drafts: ActDrafts
  /** How many acts there are: the next ones are numbered from there. */
  known: number
}

/** Acts proposed from black and silence: looked at, moved by the picture, named, taken one by one or all. */
export function Proposals({ workId, version, playback, drafts, known }: Props) {
  const { t } = useTranslation('library')
  const heading = useId()
  const [leastS, setLeast] = useState(20)
  const propose = useProposals()
  const { make, pending, error } = useMakeActs(workId, version)
  const { list } = drafts
  const ask = () =>
    propose.mutate(
      { id: version.id, leastMs: leastS * 1000 },
      {
        onSuccess: (found) =>
          drafts.set(
            found.map(({ inMs, outMs }, index) => ({
              id: crypto.randomUUID(),
              title: t('propose.name', { number: known + index + 1 }),
              inMs,
              outMs,
              credits: [],
            })),
          ),
      },
    )
  const take = (taken: readonly ActDraft[]) =>
    make(
      taken,
      () => drafts.remove(taken.map(({ id }) => id)),
      () => drafts.add(taken),
    )
  const wrong = (draft: ActDraft) =>
    draft.title.trim() === ''
      ? t('cut.needTitle')
      : draft.outMs - draft.inMs < shortestActMs
        ? t('cut.turned')
        : draft.outMs > version.durationMs
          ? t('problem.outside')
          : undefined
  const overlap = firstOverlap(list)
  const problem =
    list.map(wrong).find(Boolean) ??
    (overlap && t('propose.overlap', { first: overlap[0].title, second: overlap[1].title }))
  return (
    <section className={css.proposals} aria-labelledby={heading}>
      <header>
        <h3 id={heading}>{t('propose.title')}</h3>
        <NativeSelect
          size="xs"
          aria-label={t('propose.least')}
          value={leastS}
          onChange={(event) => setLeast(Number(event.currentTarget.value))}
          data={lengths.map((seconds) => ({
            value: String(seconds),
            label: t('propose.leastOf', { seconds }),
          }))}
        />
        <Button
          variant="default"
          size="row"
          loading={propose.isPending}
          leftSection={<Icon name="wave" size={16} />}
          onClick={ask}
        >
          {t(list.length > 0 ? 'propose.again' : 'propose.ask')}
        </Button>
        <span className="grow" />
        {drafts.undo && (
          <Button
            variant="subtle"
            size="row"
            leftSection={<Icon name="undo" size={16} />}
            onClick={drafts.undo}
          >
            {t('propose.undo')}
          </Button>
        )}
      </header>
      {list.length === 0 && (
        <p className={css.hint} aria-live="polite">
          {propose.data?.length === 0 ? t('propose.nothing') : t('propose.hint')}
        </p>
      )}
      {list.length > 0 && (
        <>
          <ol className={css.list}>
            {list.map((draft, index) => (
              <DraftRow
                key={draft.id}
                draft={draft}
                number={index + 1}
                playback={playback}
                blocked={wrong(draft)}
                busy={pending}
                onChange={(values) => drafts.change(draft.id, values)}
                onTake={() => take([draft])}
                onDrop={() => drafts.remove([draft.id])}
              />
            ))}
          </ol>
          <footer>
            {list.length > 1 && (
              <ActionButton blocked={problem} loading={pending} onClick={() => take(list)}>
                {t('propose.takeAll', { count: list.length })}
              </ActionButton>
            )}
            <Button variant="subtle" size="row" onClick={() => drafts.set([])}>
              {t('propose.dropAll')}
            </Button>
          </footer>
        </>
      )}
      {(error ?? propose.error) && <ErrorState error={error ?? propose.error} />}
    </section>
  )
}
