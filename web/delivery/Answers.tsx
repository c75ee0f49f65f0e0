import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDateTime } from '../ui/format.ts'
import { useMay } from '../ui/session.ts'
import { type Delivery, useAnswer } from './delivery.api.ts'
import css from './Folder.module.css'

/** Everything the station said, the latest first, and a place to write down what it says next. */
export function Answers({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('delivery')
  const mayMake = useMay('delivery.make')
  return (
    <>
      <ul className={css.rows}>
        {delivery.answers.map((answer) => (
          <li key={`${answer.at} ${answer.saidBy}`}>
            <div className={css.words}>
              <b>{t(answer.taken ? 'state.taken' : 'state.refused')}</b>
              <span className="num mut">{shortDateTime(answer.at)}</span>
              {answer.why && <p>{answer.why}</p>}
              <p>{t(answer.byLink ? 'saidByLink' : 'saidBy', { name: answer.saidBy })}</p>
            </div>
          </li>
        ))}
      </ul>
      {delivery.answers.length === 0 && <p className="sec">{t('noAnswer')}</p>}
      {mayMake && <NewAnswer id={delivery.id} />}
    </>
  )
}

function NewAnswer({ id }: { id: string }) {
  const { t } = useTranslation('delivery')
  const answer = useAnswer()
  const [refusing, setRefusing] = useState(false)
  const [why, setWhy] = useState('')
  const say = (taken: boolean) =>
    answer.mutate({ id, taken, why: taken ? '' : why }, { onSuccess: () => setRefusing(false) })
  return (
    <div className={css.form}>
      {refusing ? (
        <>
          <TextInput
            label={t('why')}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
            maxLength={1000}
            autoFocus
          />
          <Button variant="default" loading={answer.isPending} onClick={() => say(false)}>
            {t('keepRefusal')}
          </Button>
          <Button variant="subtle" onClick={() => setRefusing(false)}>
            {t('cancel')}
          </Button>
        </>
      ) : (
        <>
          <Button variant="default" size="row" loading={answer.isPending} onClick={() => say(true)}>
            {t('taken')}
          </Button>
          <Button variant="subtle" size="row" onClick={() => setRefusing(true)}>
            {t('refused')}
          </Button>
        </>
      )}
      {answer.error && <ErrorState error={answer.error} />}
    </div>
  )
}
