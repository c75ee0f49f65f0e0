import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import type { Meant } from './choosing.ts'
import css from './Uploads.module.css'

/** Files by choice, or dropped anywhere on the page. */
export function Drop({ meant, onFiles }: { meant: Meant; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('uploads')
  const input = useRef<HTMLInputElement>(null)
  const over = useDropped(onFiles)
  return (
    <div className={css.drop} data-over={over || undefined}>
      <Icon name="up" size={30} />
      <div className="grow">
        <b>
          {over
            ? t('drop.here')
            : meant.language
              ? t('drop.language', { name: languageName(meant.language) })
              : t('drop.title')}
        </b>
        <p>{t('drop.hint')}</p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('drop.choose')}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('drop.choose')}</Button>
    </div>
  )
}

function useDropped(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(onFiles)
  latest.current = onFiles
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const drag = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      latest.current([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragover', drag)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', drag)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return over
}
