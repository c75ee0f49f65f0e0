import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eveningParts } from '../../server/playlists/playlists.schema.ts'
import { duration } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Evening.module.css'
import { EveningItem } from './EveningItem.tsx'
import { droppedOn, inOrder, inPart, moved, type Part } from './order.ts'
import { PartLength } from './PartLength.tsx'
import type { Resolution } from './playlists.api.ts'
import { RuleRow } from './RuleRow.tsx'
import { useRuleName } from './rule-name.ts'
import { timesOf } from './times.ts'
import type { Draft, Item } from './use-draft.ts'

type Props = {
  draft: Draft
  /** What would be heard; absent until it is known. */
  resolution: Resolution | undefined
  /** Absent for those who only read. */
  open: { works(): void; rule(key: string | null): void; templates(): void } | undefined
}

/** The evening from the first music to the last, in its parts; each item can be moved by menu and by keys. */
export function Evening({ draft, resolution, open }: Props) {
  const { t } = useTranslation('playlists')
  const ruleName = useRuleName()
  const [said, setSaid] = useState('')
  const items = inOrder(draft.content.items)
  const times = timesOf(resolution, items)
  const nameOf = (item: Item) => ('workId' in item ? item.title : ruleName(item.rule))
  const setItems = (next: Item[]) => draft.edit((content) => ({ ...content, items: next }))
  const say = (item: Item, next: Item[]) => {
    const position = next.findIndex((other) => other.key === item.key)
    const part = next[position]?.part ?? item.part
    setSaid(t('movedTo', { title: nameOf(item), position: position + 1, part: t(`part.${part}`) }))
  }
  const act = (item: Item) => ({
    move(by: -1 | 1) {
      const next = moved(items, item.key, by)
      setItems(next)
      say(item, next)
    },
    moveInto(part: Part) {
      const next = inPart(items, { ...item, part })
      setItems(next)
      say(item, next)
    },
    receive(key: string) {
      const next = droppedOn(items, key, items.indexOf(item))
      const dropped = items.find((other) => other.key === key)
      setItems(next)
      if (dropped) say(dropped, next)
    },
    speak(bilingual: boolean | null) {
      setItems(items.map((other) => (other.key === item.key ? { ...other, bilingual } : other)))
    },
    remove() {
      const at = items.indexOf(item)
      setItems(items.filter((other) => other.key !== item.key))
      // Other edits may have followed by then: only this item comes back, to its old place.
      const undo = () =>
        draft.edit((content) => {
          const list = inOrder(content.items)
          return { ...content, items: [...list.slice(0, at), item, ...list.slice(at)] }
        })
      toast(t('removed', { title: nameOf(item) }), { undo })
    },
  })
  const pauseMs = draft.content.settings.pauseMs
  return (
    <section className={css.evening} aria-label={t('evening')}>
      {eveningParts.map((part) => {
        const inThis = items.filter((item) => item.part === part)
        return (
          <div key={part}>
            <h2 className={css.part}>
              {t(`part.${part}`)}
              {part !== 'pause' && (
                <PartLength planned={draft.content.settings.lengths[part]} times={times.parts.get(part)} />
              )}
            </h2>
            {part === 'pause' ? (
              <p className={css.pause}>
                <span>{pauseMs > 0 ? t('pause') : t('noPause')}</span>
                {pauseMs > 0 && <span className="num">{duration(pauseMs)}</span>}
              </p>
            ) : inThis.length > 0 ? (
              <ol>
                {inThis.map((item) => {
                  const index = items.indexOf(item)
                  const shared = {
                    number: index + 1,
                    listSpeaksTwice: draft.content.settings.bilingual,
                    actions: open && act(item),
                  }
                  return 'workId' in item ? (
                    <EveningItem key={item.key} {...shared} item={item} resolved={times.itemAt(index)} />
                  ) : (
                    <RuleRow
                      key={item.key}
                      {...shared}
                      item={item}
                      filled={times.filledAt(index)}
                      onEdit={open && (() => open.rule(item.key))}
                    />
                  )
                })}
              </ol>
            ) : (
              <p className={css.none}>{t('partEmpty')}</p>
            )}
          </div>
        )
      })}
      {open && <Adding open={open} />}
      <p className="sr-only" aria-live="assertive">
        {said}
      </p>
    </section>
  )
}

function Adding({ open }: { open: NonNullable<Props['open']> }) {
  const { t } = useTranslation('playlists')
  return (
    <div className={css.add}>
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="plus" size={17} />}>
            {t('addWorks')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={open.works}>{t('addFromLibrary')}</Menu.Item>
          <Menu.Item onClick={() => open.rule(null)}>{t('addRule')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={open.templates}>
        {t('templates.open')}
      </Button>
    </div>
  )
}
