import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { languageCodes, languageName } from '../ui/LanguageChip.tsx'
import { LanguagePatch } from '../ui/LanguagePatch.tsx'
import css from './Evening.module.css'
import { type Part, parts } from './order.ts'
import type { Resolution } from './playlists.api.ts'
import type { Item } from './use-draft.ts'

type Recordings = Resolution['items'][number]['approved']
type Actions = { move(by: -1 | 1): void; moveInto(part: Part): void; remove(): void }
type Props = {
  item: Item
  number: number
  recordings: Recordings | undefined
  actions: Actions | undefined
}

export function EveningItem({ item, number, recordings, actions }: Props) {
  const { t } = useTranslation('playlists')
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (!actions || !(event.shiftKey || event.key === 'Delete')) return
    if (event.key === 'ArrowUp') actions.move(-1)
    else if (event.key === 'ArrowDown') actions.move(1)
    else if (event.key === 'Delete') actions.remove()
    else return
    event.preventDefault()
  }
  return (
    <li className={css.item}>
      <span className={`num ${css.number}`}>{number}</span>
      <div className={css.words}>
        <Link
          to="/tu-lieu/$workId"
          params={{ workId: item.workId }}
          className={css.title ?? ''}
          onKeyDown={press}
          title={actions ? t('keysHint') : undefined}
        >
          {item.title}
        </Link>
        <p>{t(`kind.${item.kind}`)}</p>
        {recordings && <Languages recordings={recordings} />}
      </div>
      <span className={`num ${css.length}`}>{recordings && spread(recordings)}</span>
      {actions && <ItemMenu item={item} actions={actions} />}
    </li>
  )
}

/** Which languages may be heard: filled where approved, dashed where still missing. */
function Languages({ recordings }: { recordings: Recordings }) {
  const { t } = useTranslation('playlists')
  const has = (language: string | null) => recordings.some((recording) => recording.language === language)
  if (has(null)) return null
  if (recordings.length === 0) return <p className={css.nothing}>{t('nothingApproved')}</p>
  const names = recordings.map((recording) => languageName(recording.language)).join(', ')
  return (
    <p className={css.languages}>
      <span className="sr-only">{t('approvedIn', { languages: names })}</span>
      {languageCodes.map((code) => (
        <span key={code} data-here={has(code) || undefined} title={languageName(code)} aria-hidden="true">
          <LanguagePatch language={code} />
        </span>
      ))}
    </p>
  )
}

function spread(recordings: Recordings): string {
  const lengths = recordings.map((recording) => recording.durationMs)
  if (lengths.length === 0) return ''
  const [shortest, longest] = [duration(Math.min(...lengths)), duration(Math.max(...lengths))]
  return shortest === longest ? shortest : `${shortest} - ${longest}`
}

function ItemMenu({ item, actions }: { item: Item; actions: Actions }) {
  const { t } = useTranslation('playlists')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" size={30} aria-label={t('actionsOf', { title: item.title })}>
          <Icon name="more" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => actions.move(-1)} rightSection={<kbd>Shift ↑</kbd>}>
          {t('up')}
        </Menu.Item>
        <Menu.Item onClick={() => actions.move(1)} rightSection={<kbd>Shift ↓</kbd>}>
          {t('down')}
        </Menu.Item>
        <Menu.Label>{t('into')}</Menu.Label>
        {parts
          .filter((part) => part !== item.part)
          .map((part) => (
            <Menu.Item key={part} onClick={() => actions.moveInto(part)}>
              {t(`part.${part}`)}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item onClick={actions.remove} rightSection={<kbd>Del</kbd>}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
