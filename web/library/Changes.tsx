import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useJobProgress } from '../live.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { percent } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { Beside } from './Beside.tsx'
import { ChangeChip, ChangeRow } from './ChangeRow.tsx'
import css from './Changes.module.css'
import { type Change, type Changes as Found, useChanges } from './changes.api.ts'
import type { Version } from './library.api.ts'

export type Compared = Pick<Version, 'id' | 'number' | 'inMs' | 'soundOnly'>

type Props = {
  version: Compared
  /** Others of the same work to compare with instead; none where only the version before it matters. */
  others?: readonly Version[]
  /** The list stands open from the start. */
  open?: boolean
  /** In ms from the start of the version. */
  onSeek: (toMs: number) => void
  /** Something else is about to be heard. */
  onPause: () => void
}

/** What changed since the version before: in a sentence, and each place one press away. A first version says nothing. */
export function Changes(props: Props) {
  const [chosen, setChosen] = useState<string>()
  const { version, others = [] } = props
  const found = useChanges(version.id, chosen)
  if (version.number === 1 && others.length === 0) return null
  if (found.error) return <ErrorState error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeletons rows={1} height={56} />
  if (found.data.state === 'none' && !chosen && others.length === 0) return null
  return (
    <Told {...props} others={others} found={found.data} onChoose={setChosen} key={found.data.against?.id} />
  )
}

type ToldProps = Props & { others: readonly Version[]; found: Found; onChoose: (versionId: string) => void }

function Told({ version, others, open = false, found, onSeek, onPause, onChoose }: ToldProps) {
  const { t } = useTranslation('changes')
  const [listed, setListed] = useState(open)
  const [beside, setBeside] = useState<Change>()
  const { state, against, changes } = found
  const progress = useJobProgress(state === 'working' ? version.id : undefined)
  const go = (change: Change) => onSeek(change.fromMs)
  return (
    <section className={`card ${css.changes}`} aria-label={t('title')} data-state={state}>
      <header className={css.head}>
        <Icon name={state === 'failed' ? 'warn' : 'layers'} size={20} />
        <output className={css.sentence}>
          {found.sentence}
          {progress && <span className="num mut"> {percent(progress.fraction)}</span>}
        </output>
        {!listed && changes.length > 0 && (
          <div className={css.chips}>
            {changes.slice(0, 8).map((change) => (
              <ChangeChip key={change.fromMs} change={change} onGo={() => go(change)} />
            ))}
            {changes.length > 8 && <span className="num mut">+{changes.length - 8}</span>}
          </div>
        )}
        {(others.length > 1 || (others.length === 1 && !against)) && (
          <NativeSelect
            size="xs"
            aria-label={t('against')}
            value={against?.id ?? ''}
            onChange={(event) => onChoose(event.currentTarget.value)}
            data={[
              ...(against ? [] : [{ value: '', label: t('choose') }]),
              ...others.map(({ id, number }) => ({ value: id, label: t('version', { number }) })),
            ]}
          />
        )}
        {changes.length > 0 && (
          <Button
            variant="subtle"
            size="row"
            aria-expanded={listed}
            onClick={() => setListed(!listed)}
            rightSection={<Icon name="chev" size={15} className={listed ? css.up : undefined} />}
          >
            {t(listed ? 'less' : 'more')}
          </Button>
        )}
      </header>
      {listed && against && (
        <ul className={css.list}>
          {changes.map((change) => (
            <ChangeRow
              key={change.fromMs}
              change={change}
              version={version}
              against={against}
              shown={beside === change}
              onGo={() => go(change)}
              onBeside={() => setBeside(beside === change ? undefined : change)}
            />
          ))}
        </ul>
      )}
      {listed && against && beside && (
        <Beside
          key={beside.fromMs}
          change={beside}
          version={version}
          against={against}
          onPlay={onPause}
          onClose={() => setBeside(undefined)}
        />
      )}
    </section>
  )
}
