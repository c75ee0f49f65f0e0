import { Button, NativeSelect } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LanguageCode, languageCodes } from '../../../server/library/library.schema.ts'
import { ConfirmInline } from '../../ui/ConfirmInline.tsx'
import { bytes, shortDateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { languageName } from '../../ui/LanguageChip.tsx'
import { DataRow, RowIcon } from '../../ui/ListPanel.tsx'
import { WorkSelect } from '../WorkSelect.tsx'
import { type Choosing, unfit } from './choosing.ts'
import type { Held } from './held.ts'
import css from './Share.module.css'
import { drop } from './sharing.ts'

type Props = { held: Held; meant: Choosing; onChoose: (choosing: Choosing) => void }

/** One shared file: heard, and said where it belongs; or why it is of no use here. */
export function SharedRow({ held: { id, file, sharedAt }, meant, onChoose }: Props) {
  const { t } = useTranslation('share')
  const [asking, setAsking] = useState(false)
  const wrong = unfit(file)
  const isSound = !file.type.startsWith('video/')
  const kind = wrong === 'wrongKind' ? 'kind.other' : isSound ? 'kind.sound' : 'kind.video'
  return (
    <DataRow
      lead={
        <RowIcon>
          <Icon name={wrong ? 'doc' : isSound ? 'wave' : 'film'} />
        </RowIcon>
      }
      title={file.name}
      side={
        <Button variant="subtle" size="compact-md" onClick={() => setAsking(true)}>
          {t('drop')}
        </Button>
      }
      below={
        <div className={css.below}>
          {asking && (
            <ConfirmInline
              question={t('dropAsk')}
              confirm={t('drop')}
              onConfirm={() => drop([id])}
              onCancel={() => setAsking(false)}
            />
          )}
          {wrong ? (
            <p className={css.wrong}>{t(wrong)}</p>
          ) : (
            <>
              <Preview file={file} isSound={isSound} />
              <div className={css.belongs}>
                <WorkSelect
                  key={meant.workId}
                  value={meant.workId}
                  title={meant.workTitle}
                  onPick={(workId, workTitle) => onChoose({ ...meant, workId, workTitle })}
                />
                <NativeSelect
                  label={t('language')}
                  value={meant.language ?? ''}
                  data={[...languageCodes, null].map((code) => ({
                    value: code ?? '',
                    label: languageName(code),
                  }))}
                  onChange={({ currentTarget }) =>
                    onChoose({ ...meant, language: (currentTarget.value || null) as LanguageCode | null })
                  }
                />
              </div>
            </>
          )}
        </div>
      }
    >
      <p className="num">
        {t(kind)} · {bytes(file.size)} · {shortDateTime(sharedAt)}
      </p>
    </DataRow>
  )
}

function Preview({ file, isSound }: { file: File; isSound: boolean }) {
  const { t } = useTranslation('share')
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  const about = { controls: true, src: url, 'aria-label': t('listen', { name: file.name }) }
  return isSound ? <audio className={css.sound} {...about} /> : <video className={css.picture} {...about} />
}
