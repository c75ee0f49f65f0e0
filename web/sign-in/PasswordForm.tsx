import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../api.ts'
import { LoginField } from './LoginField.tsx'
import { Problem } from './Problem.tsx'
import css from './SignInPage.module.css'

export function PasswordForm({ onEntered }: { onEntered: () => Promise<unknown> }) {
  const { t } = useTranslation('sign-in')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const enter = useMutation({
    mutationFn: async () => {
      await unwrap(api['sign-in'].$post({ json: { login: login.trim(), password } }))
      await onEntered()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (login.trim() && password) enter.mutate()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <LoginField
        value={login}
        onChange={setLogin}
        error={tried && !login.trim() && t('needLogin')}
        autoFocus
      />
      <PasswordInput
        label={t('password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={tried && !password && t('needPassword')}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        size="md"
      />
      <Problem error={enter.error} />
      <Button type="submit" size="md" loading={enter.isPending}>
        {t('submit')}
      </Button>
    </form>
  )
}
