import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { dayName } from '../sentences.ts'
import { columns, isTyped } from './columns.ts'
import type { PlannedLine } from './paste-plan.ts'
import css from './WeekTable.module.css'

type Props = { planned: readonly PlannedLine[]; onClose: () => void; onPaste: () => void }

/** What a pasted block would do, where some of it could not be read: nothing is laid before it was seen. */
export function PastePreview({ planned, onClose, onPaste }: Props) {
  const { t } = useTranslation('schedule')
  const unread = planned.filter(({ problems }) => problems.length > 0).length
  const typed = columns.filter(isTyped)
  return (
    <Dialog
      wide
      title={unread > 0 ? t('table.preview.title', { count: unread }) : t('table.preview.otherWeek')}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button onClick={onPaste} data-autofocus>
            {t('table.preview.paste', { count: planned.length - unread })}
          </Button>
        </>
      }
    >
      <p className={css.previewHint}>{t('table.preview.hint')}</p>
      <table className={css.preview}>
        <thead>
          <tr>
            <th scope="col">{t('table.preview.what')}</th>
            {typed.map((column) => (
              <th scope="col" key={column}>
                {t(`table.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {planned.map(({ id, line, day, slot, change, problems }) => (
            <tr key={id} data-wrong={problems.length > 0 || undefined}>
              <th scope="row">
                {problems.length > 0
                  ? problems.map((problem) => t(`table.problem.${problem}`)).join(' ')
                  : t(
                      slot ? (change ? 'table.preview.changes' : 'table.preview.same') : 'table.preview.lays',
                      {
                        day: dayName(day),
                      },
                    )}
              </th>
              {typed.map((column) => (
                <td key={column} data-wrong={problems.some((problem) => problem === column) || undefined}>
                  {line.texts[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
