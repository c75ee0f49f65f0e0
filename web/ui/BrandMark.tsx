import css from './BrandMark.module.css'

/** Two woven lozenges around a golden heart. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg className={css.mark} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.2">
        <path d="M16 2.5 29.5 16 16 29.5 2.5 16z" />
        <path d="M16 8.2 23.8 16 16 23.8 8.2 16z" />
      </g>
      <path d="M16 13 19 16 16 19 13 16z" />
    </svg>
  )
}
