import { useTranslation } from 'react-i18next'
import { phoneForReading } from '../../server/people/phone.rules.ts'
import { ReadTable } from '../ui/ReadTable.tsx'
import type { PreviewRow } from './people.api.ts'

const columns = ['form.name', 'form.phone', 'form.unit', 'form.role'] as const

/** Each person as they will be added, or why not. */
export function PasteTable({ rows }: { rows: readonly PreviewRow[] }) {
  const { t } = useTranslation(['people', 'common'])
  const wrong = rows.filter((row) => row.problems.length > 0).length
  return (
    <ReadTable
      sum={
        wrong > 0
          ? t('paste.mixed', { good: rows.length - wrong, wrong })
          : t('paste.allGood', { count: rows.length })
      }
      heads={{
        line: t('paste.line'),
        cells: columns.map((column) => t(column)),
        outcome: t('paste.outcome'),
      }}
      minWidth={640}
      rows={rows.map((row) => ({
        line: row.line,
        cells: [
          { text: row.name, whole: true },
          { text: row.phone && phoneForReading(row.phone), figure: true },
          { text: row.unit.name },
          { text: row.role ? t(`common:role.${row.role}`) : row.roleWord },
        ],
        fits: row.unit.id === null ? t('paste.withNewUnit', { login: row.login }) : (row.login ?? ''),
        problems: row.problems.map(({ field, message }) => ({ key: field, text: message })),
      }))}
    />
  )
}
