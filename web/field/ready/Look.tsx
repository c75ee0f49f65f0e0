import { Card, Choices } from '../shell/Card.tsx'
import { choose, theme, themes } from '../theme.ts'
import { language, speak, t } from '../words.ts'

const languages = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
] as const

/** How the player looks, and in which language it speaks to the team. */
export function Look() {
  const chosen = theme.use()
  const spoken = language.use()
  return (
    <Card title={t('look.title')}>
      <Choices wide of={themes.map((one) => [one, t(`look.${one}`)])} chosen={chosen} onChoose={choose} />
      <Choices of={languages} chosen={spoken} onChoose={(one) => void speak(one)} />
    </Card>
  )
}
