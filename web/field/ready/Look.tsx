import { Card } from '../shell/Card.tsx'
import { choose, theme, themes } from '../theme.ts'
import { language, speak, t } from '../words.ts'
import css from './Ready.module.css'

const languages = { vi: 'Tiếng Việt', en: 'English' } as const

/** How the player looks, and in which language it speaks to the team. */
export function Look() {
  const chosen = theme.use()
  const spoken = language.use()
  return (
    <Card title={t('look.title')}>
      <div className={css.choices}>
        {themes.map((one) => (
          <button key={one} type="button" aria-pressed={chosen === one} onClick={() => choose(one)}>
            {t(`look.${one}`)}
          </button>
        ))}
      </div>
      <div className={css.choices}>
        {(['vi', 'en'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={spoken === one} onClick={() => speak(one)}>
            {languages[one]}
          </button>
        ))}
      </div>
    </Card>
  )
}
