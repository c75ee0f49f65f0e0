import { Button, FileInput, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsOf } from '../../../server/schedule/as-run/log-table.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { dayOf, duration, shortDate } from '../../ui/format.ts'
import { type FileFault, NoTable, readFile } from '../imports/read-file.ts'
import css from './AsRun.module.css'
import { type Columns, readLog, useImportLog } from './as-run.api.ts'

type Props = { channel: { id: string; dayStartsMin: number }; day: string; onClose: () => void }
type Table = Awaited<ReturnType<typeof readLog>>

const fields = ['date', 'time', 'title', 'duration', 'end'] as const
const mostShown = 8
/** As many as the comparison takes in one cell. */
const mostLetters = 500

/** The station's log, pasted or as a file: which column is what, how it reads, then compared with the plan. */
export function LogDrawer({ channel, day, onClose }: Props) {
  const { t } = useTranslation('as-run')
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [table, setTable] = useState<Table>()
  const [error, setError] = useState<unknown>(null)
  const [fault, setFault] = useState<FileFault>()
  const taken = useImportLog(channel.id)
  const read = async () => {
    try {
      setFault(undefined)
      setTable(await readLog(channel.id, file ? await textOf(file) : new Blob([text])))
      setError(null)
    } catch (refusal) {
      if (refusal instanceof NoTable) setFault(refusal.fault)
      else setError(refusal)
    }
  }
  const rows = table ? rowsOf(table.cells, table.columns, { day, ...channel }) : []
  const send = () => {
    if (!table) return
    const { columns, cells } = table
    const read = new Set(Object.values(columns))
    // A log has many columns more: what nobody reads does not travel.
    const sent = cells.map((row) => row.map((cell, at) => (read.has(at) ? cell.slice(0, mostLetters) : '')))
    taken.mutate({ name: file?.name ?? '', day, columns, cells: sent })
  }
  const told = taken.data
  return (
    <Drawer
      title={t('import.title')}
      onClose={onClose}
      foot={
        told ? (
          <Button onClick={onClose}>{t('import.see')}</Button>
        ) : table ? (
          <ActionButton
            blocked={rows.length === 0 && t('import.noRows')}
            loading={taken.isPending}
            onClick={send}
          >
            {t('import.compare', { count: rows.length })}
          </ActionButton>
        ) : (
          <ActionButton blocked={text.trim() === '' && !file && t('import.nothing')} onClick={read}>
            {t('import.read')}
          </ActionButton>
        )
      }
    >
      <div className={css.drawer}>
        {!table && (
          <>
            <p className="sec">{t('import.hint')}</p>
            <FileInput
              label={t('import.file')}
              placeholder={t('import.chooseFile')}
              accept=".csv,.txt,.tsv,.log,.asc,.xlsx,text/*"
              value={file}
              clearable
              clearButtonProps={{ 'aria-label': t('import.noFile') }}
              onChange={setFile}
            />
            {!file && (
              <Textarea
                label={t('import.paste')}
                value={text}
                autosize
                minRows={6}
                maxRows={12}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            )}
          </>
        )}
        {table && !told && (
          <>
            <p className="sec">{t(table.remembered ? 'import.remembered' : 'import.guessed')}</p>
            <ColumnChoice table={table} onChange={(columns) => setTable({ ...table, columns })} />
            <h3>{t('import.reads', { count: rows.length })}</h3>
            <div className={css.preview}>
              <table>
                <tbody>
                  {rows.slice(0, mostShown).map((row) => (
                    <tr key={row.index}>
                      <td className="num">
                        {shortDate(dayOf(row.startsAt))} {timeOfDay(row.startsAt)}
                      </td>
                      <td>{row.title}</td>
                      <td className="num">{duration(row.durationMs)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Button variant="subtle" onClick={() => setTable(undefined)}>
              {t('import.other')}
            </Button>
          </>
        )}
        {told && (
          <output>
            <p>{t('import.kept', { rows: told.rows, kept: told.kept })}</p>
            <p>{t('import.found', { missing: told.missing, extra: told.extra })}</p>
            {told.doubts > 0 && <p>{t('import.doubts', { count: told.doubts })}</p>}
            {told.signedDays.length > 0 && (
              <p>{t('import.signed', { days: told.signedDays.map((of) => shortDate(of)).join(', ') })}</p>
            )}
          </output>
        )}
        {fault && <p role="alert">{t(`import.fault.${fault}`)}</p>}
        {(error !== null || taken.error) && <ErrorState error={error ?? taken.error} />}
      </div>
    </Drawer>
  )
}

/** A workbook's first sheet, or a text in any encoding, as lines with tabs. */
async function textOf(file: File): Promise<Blob> {
  const { sheets, encoding } = await readFile(file)
  const cells = sheets[0]?.cells(encoding) ?? []
  return new Blob([cells.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t')).join('\n')])
}

function ColumnChoice({ table, onChange }: { table: Table; onChange: (columns: Columns) => void }) {
  const { t } = useTranslation('as-run')
  const width = Math.max(0, ...table.cells.slice(0, 50).map((row) => row.length))
  const named = Array.from({ length: width }, (_, at) => ({
    value: String(at),
    label: t('import.column', { number: at + 1, sample: (table.cells[1] ?? table.cells[0])?.[at] ?? '' }),
  }))
  return (
    <div className={css.columns}>
      {fields.map((field) => {
        const needed = field === 'time' || field === 'title'
        const value = table.columns[field]
        return (
          <Select
            key={field}
            label={t(`import.field.${field}`)}
            data={needed ? named : [{ value: '', label: t('import.none') }, ...named]}
            value={value === null ? '' : String(value)}
            allowDeselect={false}
            onChange={(chosen) => {
              const at = chosen === '' || chosen === null ? null : Number(chosen)
              onChange({ ...table.columns, [field]: needed ? (at ?? 0) : at })
            }}
          />
        )
      })}
    </div>
  )
}
