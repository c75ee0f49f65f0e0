import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api.ts'
import { BrandMark } from '../ui/BrandMark.tsx'
import { useSession } from '../ui/session.ts'
import { language, speak } from '../words.ts'
import { CodeForm } from './CodeForm.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import css from './SignInPage.module.css'

/** Signs in and goes back to the page that asked for it. */
export default function SignInPage() {
  const { t } = useTranslation('sign-in')
  const navigate = useNavigate()
  const session = useSession().data
  const { tiep } = useSearch({ strict: false })
  const [slip] = useState(slipScanned)
  const [byCode, setByCode] = useState(slip.code !== '')
  const signedIn = session?.person !== null && session?.person !== undefined

  useEffect(() => {
    document.title = `${t('title')} - Vang`
  }, [t])
  useEffect(() => {
    if (signedIn) void navigate({ href: ownAddress(tiep), replace: true })
  }, [signedIn, tiep, navigate])

  // Nothing read for somebody else may serve the one who has just come in.
  const enter = async () => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    // On a slow line the first answer, from before signing in, may still be on its way.
    await queryClient.cancelQueries({ queryKey: ['session'], exact: true })
    await queryClient.refetchQueries({ queryKey: ['session'], exact: true })
  }
  return (
    <main className={css.page}>
      <section className={`card ${css.sheet}`}>
        <div className="brocade" aria-hidden="true" />
        <div className={css.in}>
          <div className={css.brand}>
            <BrandMark size={34} />
            <div>
              <h1>Vang</h1>
              <p className="sec">{t('lead')}</p>
            </div>
          </div>
          {byCode ? <CodeForm slip={slip} onEntered={enter} /> : <PasswordForm onEntered={enter} />}
          <button type="button" className={css.switch} onClick={() => setByCode(!byCode)}>
            {t(byCode ? 'usePassword' : 'haveCode')}
          </button>
          {!byCode && <p className={css.forgot}>{t('forgot')}</p>}
        </div>
      </section>
      {session?.demo && <DemoAccounts session={session} onEntered={enter} />}
      <button
        type="button"
        className={css.switch}
        lang={language() === 'vi' ? 'en' : 'vi'}
        onClick={() => speak(language() === 'vi' ? 'en' : 'vi')}
      >
        {t('switchLanguage')}
      </button>
    </main>
  )
}

// A sign-in slip's QR opens this page with name and code after the `#`, which no server ever sees.
function slipScanned(): { login: string; code: string } {
  const brought = new URLSearchParams(location.hash.slice(1))
  return { login: brought.get('ten') ?? '', code: brought.get('ma') ?? '' }
}

// Only a path of ours: an address handed in by a link must not lead to another site.
function ownAddress(href: string | undefined): string {
  return href?.startsWith('/') && !/^\/[/\\]/.test(href) ? href : '/'
}
