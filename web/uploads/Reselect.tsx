import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { percent } from '../ui/format.ts'
import { choose } from './choosing.ts'
import type { Upload } from './uploads.api.ts'

/** A browser forgets its files when it closes: the person picks the same one again, and it goes on where it stopped. */
export function Reselect({ upload, onTaken }: { upload: Upload; onTaken: (id: string) => void }) {
  const { t } = useTranslation('uploads')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('action.reselect')}
        onChange={({ currentTarget }) => {
          choose([...(currentTarget.files ?? [])], onTaken, { continues: upload.id })
          currentTarget.value = ''
        }}
      />
      <Button variant="default" size="compact-md" onClick={() => input.current?.click()}>
        {upload.offsetBytes > 0
          ? t('action.reselectAt', { percent: percent(upload.offsetBytes / upload.sizeBytes) })
          : t('action.reselect')}
      </Button>
    </>
  )
}
