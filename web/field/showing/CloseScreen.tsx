import { type FormEvent, useState } from 'react'
import { plusDays } from '../../ui/days.ts'
import { Icon } from '../../ui/phone-icons.tsx'
import { useToday } from '../packages/use-shelf.ts'
import { Big, Choices, Field, Muted } from '../shell/Card.tsx'
import { about, go } from '../shell/screen.ts'
import { keep, kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { sync } from '../sync/sync.ts'
import { t } from '../words.ts'
import { day, fullDay } from '../written.ts'
import type { Evening } from './agenda.ts'
import css from './Closing.module.css'
import { close } from './closing.ts'
import { type Draft, lacks } from './draft.ts'
import { HamletPick } from './HamletPick.tsx'
import { Photo } from './Photo.tsx'
import { agenda } from './use-agenda.ts'

/** Opens on what was being filled in, where a camera or a call ended the page. */
export function CloseScreen() {
  const today = useToday()
  const opened = useStored(async () => {
    const key = about()
    const evening = (await agenda()).find((one) => one.key === key)
    const draft = await kept('closing')
    return { evening, draft: draft?.key === key ? draft : undefined }
  })
  if (!opened || !today) return null
  const begun = opened.draft ?? fresh(opened.evening, today)
  return <Closing evening={opened.evening} begun={begun} today={today} />
}

function fresh(evening: Evening | undefined, today: string): Draft {
  const closed = evening?.closed
  return {
    key: evening?.key ?? '',
    held: closed?.outcome !== 'postponed',
    count: closed?.count ?? null,
    exact: closed?.exact === true,
    by: closed?.by || (evening?.head ?? ''),
    reason: closed?.reason ?? '',
    movedTo: closed?.movedTo ?? '',
    day: evening?.day ?? today,
    hamlet: evening ? { ...evening.hamlet, place: evening.place } : null,
    photo: closed?.photo ? { sha256: closed.photo, jpeg: null } : null,
  }
}

/** Twenty seconds: how many came, who says so, a photo. Or why it was put off. */
function Closing({ evening, begun, today }: { evening: Evening | undefined; begun: Draft; today: string }) {
  const [draft, setDraft] = useState(begun)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    void keep('closing', next)
  }
  const { held, hamlet } = draft
  const missing = lacks(draft)
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (missing || busy) return
    setBusy(true)
    await close(draft, draft.by.trim() && draft.by.trim() === evening?.head ? t('showing.head') : '')
    go('di')
    void sync()
  }
  return (
    <main>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <header>
          <button type="button" aria-label={t('check.back')} onClick={() => history.back()}>
            <Icon name="left" size={26} />
          </button>
          <div>
            <h1>{hamlet?.name ?? t('showing.unplanned')}</h1>
            <Muted>{[hamlet?.place, fullDay(draft.day), evening?.time].filter(Boolean).join(' · ')}</Muted>
          </div>
        </header>
        {!evening && <HamletPick chosen={hamlet} onChoose={(one) => set({ hamlet: one })} />}
        {!evening && (
          <Choices
            legend={t('showing.onDay')}
            of={[0, 1, 2].map((back) => plusDays(today, -back)).map((one) => [one, day(one)])}
            chosen={draft.day}
            onChoose={(one) => set({ day: one })}
          />
        )}
        <Choices
          of={[
            ['held', t('showing.held')],
            ['postponed', t('showing.postponed')],
          ]}
          chosen={held ? 'held' : 'postponed'}
          onChoose={(value) => set({ held: value === 'held' })}
        />
        {held ? <Held draft={draft} set={set} /> : <Postponed draft={draft} set={set} />}
        <footer>
          {missing && <Muted>{t(`showing.lacks.${missing}`)}</Muted>}
          <Big main type="submit" icon="check" disabled={missing !== null || busy}>
            {t(held ? 'showing.goHeld' : 'showing.goPostponed')}
          </Big>
        </footer>
      </form>
    </main>
  )
}

type Part = { draft: Draft; set: (change: Partial<Draft>) => void }

const rough = ([20, 50, 100] as const).map((count) => [count, String(count)] as const)

function Held({ draft, set }: Part) {
  return (
    <>
      <Choices
        legend={t('showing.people')}
        of={rough}
        chosen={draft.exact ? null : draft.count}
        onChoose={(count) => set({ count, exact: false })}
      />
      <Field
        label={t('showing.exactly')}
        type="number"
        inputMode="numeric"
        min={0}
        max={100_000}
        className="num"
        value={draft.exact ? (draft.count ?? '') : ''}
        onChange={({ target: { value } }) =>
          set(/^\d{1,5}$/.test(value) ? { count: Number(value), exact: true } : { count: null, exact: false })
        }
      />
      <Field
        label={t('showing.by')}
        value={draft.by}
        maxLength={80}
        onChange={(event) => set({ by: event.target.value })}
      />
      <Photo draft={draft} set={set} />
    </>
  )
}

const whys = ['rain', 'power', 'road'] as const

function Postponed({ draft, set }: Part) {
  return (
    <>
      <Choices
        legend={t('showing.why')}
        of={whys.map((why) => [t(`showing.whys.${why}`), t(`showing.whys.${why}`)])}
        chosen={draft.reason}
        onChoose={(reason) => set({ reason })}
      />
      <Field
        label={t('showing.otherWhy')}
        value={draft.reason}
        maxLength={300}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <Field
        type="date"
        label={t('showing.movedTo')}
        value={draft.movedTo}
        min={draft.day}
        onChange={(event) => set({ movedTo: event.target.value })}
      />
    </>
  )
}
