import { Button, TextInput, Tooltip } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { LanguagePatch } from '../../ui/LanguagePatch.tsx'
import { SealMark } from '../../ui/SealMark.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { useWaitingWorks, type WaitingWork } from './calendar.api.ts'
import css from './Tray.module.css'

type Props = {
  ghosts: boolean
  onGhosts: (shown: boolean) => void
  /** Taken up by the mouse. */
  onGrip: (press: PointerEvent, work: WaitingWork) => void
  /** Chosen by click or key: day and hour are asked for. */
  onPick: (work: WaitingWork) => void
  children: ReactNode
}

/** Chờ xếp: what is approved for television and in no plan yet. */
export function Tray({ ghosts, onGhosts, onGrip, onPick, children }: Props) {
  const { t } = useTranslation('calendar')
  const [typed, setTyped] = useState('')
  const q = useSettled(typed)
  const { data: works } = useWaitingWorks(q)
  return (
    <section className={css.tray} aria-label={t('tray.label')}>
      <div className={css.lead}>
        <b>
          {t('tray.title')} <span className="num">{works?.length ?? ''}</span>
        </b>
        <TextInput
          size="xs"
          type="search"
          aria-label={t('tray.search')}
          placeholder={t('tray.search')}
          leftSection={<Icon name="search" size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {works?.length === 0 && <p className={css.none}>{t(q ? 'tray.noMatch' : 'tray.none')}</p>}
      {works && works.length > 0 && (
        <ul className={css.works}>
          {works.map((work) => (
            <li key={work.id}>
              <button
                type="button"
                className={css.work}
                title={t('tray.hint', { title: work.title })}
                onPointerDown={(event) => {
                  if (event.button === 0 && event.pointerType !== 'touch') onGrip(event.nativeEvent, work)
                }}
                onClick={() => onPick(work)}
              >
                <span className={css.title}>{work.title}</span>
                <small>
                  {work.language && work.language !== 'vi' && <LanguagePatch language={work.language} />}
                  <span className="num">{duration(work.durationMs)}</span>
                  <SealMark approved size={13} />
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.tools}>
        <Tooltip label={t('ghost.hint')}>
          <Button
            variant={ghosts ? 'light' : 'default'}
            size="compact-md"
            aria-pressed={ghosts}
            leftSection={<Icon name="layers" size={16} />}
            onClick={() => onGhosts(!ghosts)}
          >
            {t('ghost.show')}
          </Button>
        </Tooltip>
        {children}
      </div>
    </section>
  )
}
