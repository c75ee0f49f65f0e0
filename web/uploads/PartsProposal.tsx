import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proposal as Proposed } from '../../server/library/parts/parts.rules.ts'
import { bytes, duration, span } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import css from './Parts.module.css'

interface Props {
  proposal: Proposed
  busy: boolean
  onJoin: (ids: string[]) => void
  onApart?: (ids: string[]) => void
}

/** One sentence, one click; the order can be changed before it. */
export function PartsProposal({ proposal, busy, onJoin, onApart }: Props) {
  const { t } = useTranslation('uploads')
  const [order, setOrder] = useState(proposal.parts.map(({ id }) => id))
  const [ordering, setOrdering] = useState(false)
  const { parts, gapsMs, missing, sizeBytes, durationMs } = proposal
  const byId = new Map(parts.map((part, n) => [part.id, { ...part, gapMs: gapsMs[n] ?? null }]))
  const [first, last] = [parts[0]?.fileName, parts.at(-1)?.fileName]
  const move = (at: number, by: number) => {
    const next = [...order]
    const [id] = next.splice(at, 1)
    if (id) next.splice(at + by, 0, id)
    setOrder(next)
  }
  const facts = [durationMs ? duration(durationMs) : null, bytes(sizeBytes)].filter(Boolean).join(', ')
  return (
    <section className={`card ${css.parts}`} aria-label={t('parts.title')}>
      <Icon name="layers" />
      <div>
        <h2>{t('parts.sentence', { count: parts.length, first, last })}</h2>
        <p>
          <span className="num">{facts}.</span> {t('parts.kept')}
        </p>
        {missing.length > 0 && (
          <p className={css.warn}>{t('parts.missing', { names: missing.join(', ') })}</p>
        )}
        {gapsMs.map(
          (gapMs, n) =>
            gapMs !== null &&
            gapMs > 0 && (
              <p key={parts[n]?.id} className={css.warn}>
                {t('parts.gap', { span: span(gapMs), file: parts[n]?.fileName })}
              </p>
            ),
        )}
        {ordering && (
          <ol className={css.order}>
            {order.map((id, at) => (
              <li key={id}>
                <span>{byId.get(id)?.fileName}</span>
                <ActionIcon
                  className={css.turned}
                  variant="subtle"
                  aria-label={t('parts.earlier', { file: byId.get(id)?.fileName })}
                  disabled={at === 0}
                  onClick={() => move(at, -1)}
                >
                  <Icon name="chev" size={17} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('parts.later', { file: byId.get(id)?.fileName })}
                  disabled={at === order.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <Icon name="chev" size={17} />
                </ActionIcon>
              </li>
            ))}
          </ol>
        )}
        <p className={css.buttons}>
          <Button size="row" loading={busy} onClick={() => onJoin(order)}>
            {t('parts.join')}
          </Button>
          {onApart && (
            <Button variant="default" size="row" disabled={busy} onClick={() => onApart(order)}>
              {t('parts.apart')}
            </Button>
          )}
          <Button variant="subtle" size="row" aria-expanded={ordering} onClick={() => setOrdering(!ordering)}>
            {t('parts.order')}
          </Button>
        </p>
      </div>
    </section>
  )
}
