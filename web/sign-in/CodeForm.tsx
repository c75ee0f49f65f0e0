import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../api.ts'
import { LoginField } from './LoginField.tsx'
import { Problem } from './Problem.tsx'
import css from './SignInPage.module.css'

const codeLength = 8
const shortestPassword = 12

type Props = {
  /** What a scanned sign-in slip brought along. */
  slip: { login: string; code: string }
  onEntered: () => Promise<unknown>
}

/** For a first sign-in or a forgotten password: the code an administrator reads out, and a new password. */
export function CodeForm({ slip, onEntered }: Props) {
  const { t } = useTranslation('sign-in')
  const [login, setLogin] = useState(slip.login)
  const [code, setCode] = useState(slip.code)
  const [newPassword, setNewPassword] = useState('')
  const [tried, setTried] = useState(false)
  // Codes are read out and written down in groups.
  const digits = code.replace(/[\s.-]/g, '')
  const problems = {
    login: !login.trim() && t('needLogin'),
    code: !/^\d+$/.test(digits) || digits.length !== codeLength ? t('needCode') : false,
    password: newPassword.length < shortestPassword && t('tooShort'),
  }
  const enter = useMutation({
    mutationFn: async () => {
      await unwrap(api['sign-in'].code.$post({ json: { login: login.trim(), code: digits, newPassword } }))
      await onEntered()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!problems.login && !problems.code && !problems.password) enter.mutate()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h2>{t('codeTitle')}</h2>
      <p>{t('codeLead')}</p>
      <LoginField value={login} onChange={setLogin} error={tried && problems.login} autoFocus={!slip.code} />
      <TextInput
        label={t('code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={tried && problems.code}
        classNames={{ input: 'num' }}
        size="md"
      />
      <PasswordInput
        label={t('newPassword')}
        description={t('newPasswordHint')}
        name="new-password"
        autoComplete="new-password"
        value={newPassword}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
        error={tried && problems.password}
        autoFocus={slip.code !== ''}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        size="md"
      />
      <Problem error={enter.error} />
      <Button type="submit" size="md" loading={enter.isPending}>
        {t('codeSubmit')}
      </Button>
    </form>
  )
}
