import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Encoding, encodings } from '../../../server/schedule/imports/encodings.rules.ts'
import { type Columns, type Meaning, meanings } from '../../../server/schedule/imports/week-table.rules.ts'
import css from './ImportDialog.module.css'
import type { ReadFile } from './read-file.ts'

type Props = {
  file: ReadFile
  cells: readonly string[][]
  encoding: Encoding | null
  onEncoding: (encoding: Encoding) => void
  sheet: number
  onSheet: (index: number) => void
  columns: Columns
  onColumns: (columns: Columns) => void
  /** Where nothing could be read, the questions stand open. */
  open: boolean
}

/** How the file was understood, to put right: its letters, its sheet, and what each column holds. */
export function TableForm(props: Props) {
  const { t } = useTranslation('schedule')
  const { file, cells, encoding, columns, sheet } = props
  const width = Math.max(0, ...cells.map((row) => row.length))
  // The first row in which every column that matters says something.
  const example =
    cells.findLast((row) => row.filter((cell) => cell !== '').length >= Math.min(3, width)) ?? []
  const change = (at: number, meaning: Meaning | null) =>
    props.onColumns(
      Array.from({ length: width }, (_, i) => {
        const known = columns[i] ?? null
        return i === at ? meaning : known === meaning ? null : known
      }),
    )
  return (
    <details className={css.table} open={props.open || undefined}>
      <summary>
        {t('import.readAs', {
          encoding: t(`import.encoding.${encoding ?? 'workbook'}`),
          columns: columns.filter((meaning) => meaning !== null).length,
        })}
      </summary>
      <div className={css.fields}>
        {encoding !== null && (
          <NativeSelect
            label={t('import.letters')}
            data={encodings.map((value) => ({ value, label: t(`import.encoding.${value}`) }))}
            value={encoding}
            onChange={(event) => {
              const value = encodings.find((known) => known === event.currentTarget.value)
              if (value) props.onEncoding(value)
            }}
          />
        )}
        {file.sheets.length > 1 && (
          <NativeSelect
            label={t('import.sheet')}
            data={file.sheets.map(({ name }, i) => ({ value: String(i), label: name }))}
            value={String(sheet)}
            onChange={(event) => props.onSheet(Number(event.currentTarget.value))}
          />
        )}
        {Array.from({ length: width }, (_, at) => (
          <NativeSelect
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            key={at}
            label={t('import.column', { number: at + 1 })}
            description={example[at] || t('import.emptyCell')}
            data={[
              { value: '', label: t('import.unread') },
              ...meanings.map((value) => ({ value, label: t(`import.meaning.${value}`) })),
            ]}
            value={columns[at] ?? ''}
            onChange={(event) =>
              change(at, meanings.find((known) => known === event.currentTarget.value) ?? null)
            }
          />
        ))}
      </div>
    </details>
  )
}
