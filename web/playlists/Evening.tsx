import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eveningParts } from '../../server/playlists/playlists.schema.ts'
import { Icon } from '../ui/icons.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Evening.module.css'
import { EveningItem } from './EveningItem.tsx'
import { inOrder, inPart, moved, type Part } from './order.ts'
import type { Resolution } from './playlists.api.ts'
import type { Draft, Item } from './use-draft.ts'

type Props = {
  draft: Draft
  /** What each work has approved; as many as are known so far. */
  approved: Resolution['items']
  /** Absent for those who only read. */
  onAdd: (() => void) | undefined
}

/** The evening from the first music to the last, in its parts; each work can be moved by menu and by keys. */
export function Evening({ draft, approved, onAdd }: Props) {
  const { t } = useTranslation('playlists')
  const [said, setSaid] = useState('')
  const items = inOrder(draft.content.items)
  const setItems = (next: Item[]) => draft.edit((content) => ({ ...content, items: next }))
  const say = (item: Item, next: Item[]) => {
    const position = next.findIndex((other) => other.key === item.key)
    const part = next[position]?.part ?? item.part
    setSaid(t('movedTo', { title: item.title, position: position + 1, part: t(`part.${part}`) }))
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
    remove() {
      const at = items.indexOf(item)
      setItems(items.filter((other) => other.key !== item.key))
      // Other edits may have followed by then: only this work comes back, to its old place.
      const undo = () =>
        draft.edit((content) => {
          const list = inOrder(content.items)
          return { ...content, items: [...list.slice(0, at), item, ...list.slice(at)] }
        })
      toast(t('removed', { title: item.title }), { undo })
    },
  })
  const recordingsOf = (workId: string) => approved.find((item) => item.workId === workId)?.approved
  return (
    <section className={css.evening} aria-label={t('evening')}>
      {eveningParts.map((part) => {
        const inThis = items.filter((item) => item.part === part)
        return (
          <div key={part}>
            <h2>{t(`part.${part}`)}</h2>
            {part === 'pause' ? (
              <p className={css.pause}>{t('pause')}</p>
            ) : inThis.length > 0 ? (
              <ol>
                {inThis.map((item) => (
                  <EveningItem
                    key={item.key}
                    item={item}
                    number={items.indexOf(item) + 1}
                    recordings={recordingsOf(item.workId)}
                    actions={onAdd ? act(item) : undefined}
                  />
                ))}
              </ol>
            ) : (
              <p className={css.none}>{t('partEmpty')}</p>
            )}
          </div>
        )
      })}
      {onAdd && (
        <div className={css.add}>
          <Button variant="default" fullWidth leftSection={<Icon name="plus" size={17} />} onClick={onAdd}>
            {t('addWorks')}
          </Button>
        </div>
      )}
      <p className="sr-only" aria-live="assertive">
        {said}
      </p>
    </section>
  )
}
