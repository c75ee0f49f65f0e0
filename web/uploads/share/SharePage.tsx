import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { bytes } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { ListPanel } from '../../ui/ListPanel.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx'
import { useMay, usePerson } from '../../ui/session.ts'
import { Handed } from '../Handed.tsx'
import { type Choosing, isComplete, lastChoice, meantFor, rememberChoice, unfit } from './choosing.ts'
import { DropAll } from './DropAll.tsx'
import type { Waiting } from './held.ts'
import { SentRow } from './SentRow.tsx'
import css from './Share.module.css'
import { SharedRow } from './SharedRow.tsx'
import { fates, send, useHeld } from './sharing.ts'
import { mostBytes, mostFiles, troubles } from './taking.ts'

/** What other apps of this device shared with Vang: each file is said where it belongs, then sent as every file is. */
export default function SharePage() {
  const { t } = useTranslation('share')
  const { loi } = useSearch({ strict: false })
  const mayUpload = useMay('uploads.write')
  const person = usePerson()
  const held = useHeld(person?.id)
  const trouble = troubles.find((one) => one === loi)
  return (
    <>
      <PageHeader title={t('title')} />
      <PageBody>
        {trouble && (
          <p role="alert" className={css.trouble}>
            <Icon name="warn" size={18} />
            {t(`trouble.${trouble}`, { most: mostFiles, size: bytes(mostBytes) })}
          </p>
        )}
        {mayUpload && person ? (
          <Loaded query={held}>
            {(waiting) => <Files key={person.id} waiting={waiting} personId={person.id} />}
          </Loaded>
        ) : (
          <EmptyState title={t('notYours')}>{t('notYoursHint')}</EmptyState>
        )}
      </PageBody>
    </>
  )
}

function Files({ waiting: { files, others }, personId }: { waiting: Waiting; personId: string }) {
  const { t } = useTranslation('share')
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choosing>>(new Map())
  const [before] = useState(() => lastChoice(personId))
  const told = fates.use()
  const arrived = [...told].filter(
    ([id, fate]) => fate.uploadId && fate.personId === personId && !files.some((one) => one.id === id),
  )
  const open = files.filter(({ belongs }) => !belongs)
  const meant = meantFor(open, chosen, before)
  const ready = open.flatMap((held) => {
    const belongs = meant.get(held.id)
    return belongs && isComplete(belongs) && !unfit(held.file) ? [{ held, belongs }] : []
  })
  const ofOthers = others > 0 && <p className="sec">{t('others', { count: others })}</p>
  if (files.length === 0 && arrived.length === 0)
    return (
      <>
        <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>
        {ofOthers}
      </>
    )
  const choose = (id: string, choosing: Choosing) => {
    setChosen(new Map(chosen).set(id, choosing))
    rememberChoice(personId, choosing)
  }
  const sendAll = () => {
    for (const { held, belongs } of ready) void send(held, personId, belongs)
  }
  return (
    <>
      {open.length > 0 && <p className="sec">{t('lead')}</p>}
      {open.length > 0 && (
        <ListPanel>
          <ul>
            {open.map((held) => (
              <SharedRow
                key={held.id}
                held={held}
                meant={meant.get(held.id) ?? before}
                onChoose={(choosing) => choose(held.id, choosing)}
              />
            ))}
          </ul>
        </ListPanel>
      )}
      {open.length > 0 && (
        <div className="wrap">
          <ActionButton onClick={sendAll} blocked={ready.length === 0 && t('noWork')}>
            {ready.length > 1 ? t('sendAll', { count: ready.length }) : t('send')}
          </ActionButton>
          {open.length > 1 && <DropAll ids={open.map(({ id }) => id)} />}
        </div>
      )}
      <ul className={css.sent}>
        {files.map((held) => held.belongs && <SentRow key={held.id} held={held} fate={told.get(held.id)} />)}
        {arrived.map(([id, { uploadId }]) => (
          <li key={id} className="card">
            <ul>{uploadId && <Handed uploadId={uploadId} />}</ul>
          </li>
        ))}
      </ul>
      {ofOthers}
    </>
  )
}
