import { useTranslation } from 'react-i18next'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import css from './Coverage.module.css'
import type { About, Cell, Coverage } from './coverage.api.ts'

interface Props {
  coverage: Coverage
  selected: { placeId: string | undefined; workId: string | undefined }
  onOpen: (about: About) => void
}

/** Area by notice by language by times played; what nobody is to hear and nobody heard stays out of the rows. */
export function CoverageTable({ coverage: { rows, works }, selected, onOpen }: Props) {
  const { t } = useTranslation('coverage')
  const some = rows.filter((row) => row.cells.some((cell) => cell !== null))
  if (some.length === 0) return null
  return (
    <div className={css.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={t('table')}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('place')}</th>
              {works.map((work) => (
                <th key={work.id} scope="col" title={work.title}>
                  {work.shortName || work.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {some.map((row) => (
              <tr key={row.placeId} data-selected={row.placeId === selected.placeId || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={css.open}
                    onClick={() => onOpen({ of: 'place', placeId: row.placeId })}
                  >
                    {row.name}
                  </button>
                </th>
                {works.map((work, index) => {
                  const cell = row.cells[index]
                  return (
                    <td key={work.id} data-state={cell ? cellState(cell) : 'none'}>
                      {cell && (
                        <button
                          type="button"
                          className={css.cell}
                          aria-pressed={row.placeId === selected.placeId && work.id === selected.workId}
                          onClick={() => onOpen({ of: 'place', placeId: row.placeId, workId: work.id })}
                        >
                          <Times cell={cell} />
                        </button>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {some.length < rows.length && (
        <p className={css.left}>{t('leftOut', { count: rows.length - some.length })}</p>
      )}
    </div>
  )
}

const cellState = ({ reached, expected }: Cell) =>
  reached === 'own' ? 'whole' : reached === 'other' ? 'other' : expected ? 'never' : 'none'

function Times({ cell }: { cell: Cell }) {
  const { t } = useTranslation('coverage')
  if (cell.measured + cell.declared === 0) return cell.partly > 0 ? t('partly') : t('never')
  return cell.byLanguage
    .filter((one) => one.measured + one.declared > 0)
    .map((one) => (
      <span key={one.language} className={css.times}>
        <LanguageChip language={one.language} />
        {one.measured > 0 && <span className="num">{t('measured', { count: one.measured })}</span>}
        {one.declared > 0 && <em className="num">{t('declared', { count: one.declared })}</em>}
      </span>
    ))
}
