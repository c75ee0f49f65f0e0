import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = { value: string; onChange: (login: string) => void; error: string | false; autoFocus: boolean }

/** The user name, or a phone number; password managers know it by its name. */
export function LoginField({ value, onChange, error, autoFocus }: Props) {
  const { t } = useTranslation('sign-in')
  return (
    <TextInput
      label={t('login')}
      name="username"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      autoFocus={autoFocus}
      size="md"
    />
  )
}
