import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../ui/fold.ts'
import { Icon } from '../ui/icons.tsx'
import { useMay } from '../ui/session.ts'
import type { Place } from './nav.ts'
import css from './Palette.module.css'

/** Go to a page, or search the library: "lich" finds Lịch phát sóng. */
export function Palette({ places, onGone }: { places: readonly Place[]; onGone: () => void }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const canSearch = useMay('library.read') && text.trim() !== ''
  const wanted = fold(text.trim())
  const pages = places.filter((place) => fold(t(`nav.${place.word}`)).includes(wanted))
  const choices = [
    ...pages.map((place) => ({
      key: place.to as string,
      icon: place.icon,
      label: t(`nav.${place.word}`),
      go: () => navigate({ to: place.to }),
    })),
    ...(canSearch
      ? [
          {
            key: 'search',
            icon: 'search' as const,
            label: t('searchFor', { text: text.trim() }),
            go: () => navigate({ to: '/thu-vien', search: { tim: text.trim() } }),
          },
        ]
      : []),
  ]
  const take = (index: number) => {
    void choices[index]?.go()
    onGone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (choices[chosen]) take(chosen)
  }
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || choices.length === 0) return
    event.preventDefault()
    setChosen((chosen + step + choices.length) % choices.length)
  }
  const optionId = (index: number) => `palette-${index}`
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('goTo')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={move}
        leftSection={<Icon name="search" />}
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={choices[chosen] ? optionId(chosen) : undefined}
        autoComplete="off"
        size="md"
      />
      <div id="palette-list" className={css.list} role="listbox" aria-label={t('goTo')}>
        {choices.map((choice, index) => (
          <button
            type="button"
            key={choice.key}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => take(index)}
          >
            <Icon name={choice.icon} />
            {choice.label}
          </button>
        ))}
      </div>
      {choices.length === 0 && <p className="mut">{t('nothing')}</p>}
    </form>
  )
}
