import { useTranslation } from 'react-i18next'
import { languageName } from '../ui/LanguageChip.tsx'
import css from './Coverage.module.css'
import type { Cell, Coverage } from './coverage.api.ts'

/** Area by notice by language by times played. */
export function CoverageTable({ coverage: { rows, works }, selected }: Props) {
  const { t } = useTranslation('coverage')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
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
          {rows.map((row) => (
            <tr key={row.placeId} data-selected={row.placeId === selected || undefined}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, index) => (
                <td key={works[index]?.id} data-state={cell ? cellState(cell) : 'none'}>
                  {cell ? <Times cell={cell} /> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface Props {
  coverage: Coverage
  selected: string | undefined
}

const cellState = ({ reached, expected }: Cell) =>
  reached === 'own' ? 'whole' : reached === 'other' ? 'other' : expected ? 'never' : 'none'

function Times({ cell }: { cell: Cell }) {
  const { t } = useTranslation('coverage')
  if (cell.measured + cell.declared === 0) return cell.partly > 0 ? t('partly') : t('never')
  return (
    <ul className={css.times}>
      {cell.byLanguage
        .filter((one) => one.measured + one.declared > 0)
        .map((one) => (
          <li key={one.language}>
            {languageName(one.language)}{' '}
            {one.measured > 0 && <span className="num">{t('measured', { count: one.measured })}</span>}{' '}
            {one.declared > 0 && <em className="num">{t('declared', { count: one.declared })}</em>}
          </li>
        ))}
    </ul>
  )
}
