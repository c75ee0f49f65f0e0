import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { Week } from '../schedule.api.ts'
import css from './ImportDialog.module.css'
import { ImportPreview } from './ImportPreview.tsx'
import { type FileFault, NoTable, type ReadFile, readFile } from './read-file.ts'

type Props = { week: Week; onClose: () => void }

/** A week out of Excel or CSV: choose a file, see what it would change, and only then change it. */
export function ImportDialog({ week, onClose }: Props) {
  const { t } = useTranslation('schedule')
  const [file, setFile] = useState<ReadFile>()
  const [fault, setFault] = useState<FileFault>()
  const [over, setOver] = useState(false)
  const take = async (chosen: File | null | undefined) => {
    if (!chosen) return
    setFault(undefined)
    try {
      setFile(await readFile(chosen))
    } catch (refusal) {
      setFile(undefined)
      setFault(refusal instanceof NoTable ? refusal.fault : 'unreadable')
    }
  }
  if (file)
    return (
      <ImportPreview
        key={file.name}
        week={week}
        file={file}
        onOther={() => setFile(undefined)}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={t('import.title')} onClose={onClose} wide>
      {fault && (
        <p role="alert" className={css.fault}>
          <Icon name="warn" /> {t(`import.fault.${fault}`)}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the button beside it does the same */}
      <div
        className={css.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files[0])
        }}
      >
        <p>{t('import.drop')}</p>
        <FileButton
          onChange={take}
          accept=".xlsx,.csv,.txt,.tsv,.xls"
          inputProps={{ 'aria-label': t('import.choose') }}
        >
          {(props) => (
            <Button {...props} leftSection={<Icon name="up" />} data-autofocus>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <p className={css.hint}>{t('import.hint')}</p>
    </Dialog>
  )
}
