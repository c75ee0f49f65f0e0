import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import type { Playback } from '../ui/use-playback.ts'
import { ActRow } from './ActRow.tsx'
import css from './Acts.module.css'
import { actsWithin } from './acts.ts'
import { CutForm } from './CutForm.tsx'
import type { Version } from './library.api.ts'
import { PasteActs } from './PasteActs.tsx'
import type { Marks, Shown } from './shown.ts'
import type { ActDrafts } from './use-act-drafts.ts'

type Props = Shown & {
  version: Version
  playback: Playback
  drafts: ActDrafts
  marks: Marks
  onMarks: (marks: Marks) => void
  onMarkIn: () => void
  onMarkOut: () => void
}

/** The acts of this recording in their order, out of a table or one by one; under them, a new one from the marks. */
export function ActsPanel(props: Props) {
  const { t } = useTranslation('library')
  const { detail, version, mayEdit, playback, drafts } = props
  const [pasting, setPasting] = useState(false)
  const [cutting, setCutting] = useState(false)
  // The keys I and O open the form that their points go into.
  const marked = props.marks.inMs !== null || props.marks.outMs !== null
  if (marked && !cutting) setCutting(true)
  const toggle = () => {
    if (cutting) props.onMarks({ inMs: null, outMs: null })
    setCutting(!cutting)
  }
  const acts = actsWithin(detail.acts, version)
  return (
    <section className={`card ${css.acts}`} aria-label={t('acts.heading')}>
      <header className={css.head}>
        <h2>{acts.length > 0 ? t('acts.title', { count: acts.length }) : t('acts.heading')}</h2>
        {mayEdit && (
          <div className={css.ways}>
            <Button
              variant="subtle"
              size="row"
              onClick={toggle}
              aria-expanded={cutting}
              leftSection={<Icon name="cut" size={16} />}
            >
              {t('cut.title')}
            </Button>
            <Button
              variant="subtle"
              size="row"
              onClick={() => setPasting(true)}
              leftSection={<Icon name="copy" size={16} />}
            >
              {t('paste.open')}
            </Button>
          </div>
        )}
      </header>
      {acts.length === 0 && <p className={css.none}>{t(mayEdit ? 'acts.noneYet' : 'acts.none')}</p>}
      <ol className={css.list}>
        {acts.map((placed, index) => (
          <ActRow
            key={placed.cut.id}
            placed={placed}
            number={index + 1}
            recording={version}
            playback={playback}
            mayEdit={mayEdit}
          />
        ))}
      </ol>
      {mayEdit && cutting && <CutForm {...props} fps={playback.fps} />}
      {pasting && (
        <PasteActs
          detail={detail}
          version={version}
          fps={playback.fps}
          drafts={drafts}
          onClose={() => setPasting(false)}
        />
      )}
    </section>
  )
}
