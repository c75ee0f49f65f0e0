import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { grouped, qrAddress } from './CodePanel.tsx'
import { Problem } from './Problem.tsx'
import { makeCode, type Person, type Slip, usePeople } from './people.api.ts'
import css from './SlipsPrint.module.css'

/** A4 with slips to cut apart. Codes are made when asked for, since each lasts an hour. */
export default function SlipsPrint() {
  const { t } = useTranslation('people')
  const { ai = '' } = useSearch({ strict: false })
  useEffect(() => {
    document.title = `${t('slips.title')} - Vang`
  }, [t])
  return (
    <main className={css.page}>
      <Loaded query={usePeople()}>
        {(people) => {
          const wanted = new Set(ai.split('.'))
          return <Slips people={people.filter((person) => wanted.has(person.id) && person.active)} />
        }}
      </Loaded>
    </main>
  )
}

function Slips({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation('people')
  const codes = useMutation({
    mutationFn: async () => {
      const slips: Slip[] = []
      // One after another: each is a transaction of its own.
      for (const person of people) slips.push(await makeCode(person.id))
      return slips
    },
  })
  return (
    <>
      <div className={css.tools}>
        <Link to="/nguoi-dung" className="link">
          {t('slips.back')}
        </Link>
        <h1>{t('slips.title')}</h1>
        <p className="sec">{t(codes.data ? 'slips.ready' : 'slips.lead')}</p>
        {codes.data ? (
          <Button onClick={() => print()}>{t('slips.printNow')}</Button>
        ) : (
          people.length > 0 && (
            <Button onClick={() => codes.mutate()} loading={codes.isPending}>
              {t('slips.make', { count: people.length })}
            </Button>
          )
        )}
        {people.length === 0 && <p>{t('slips.nobody')}</p>}
        <Problem error={codes.error} />
      </div>
      {codes.data && (
        <div className={css.sheet}>
          {codes.data.map((slip, index) => (
            <SlipCard key={slip.login} slip={slip} unit={people[index]?.unit.name ?? ''} />
          ))}
        </div>
      )}
    </>
  )
}

function SlipCard({ slip, unit }: { slip: Slip; unit: string }) {
  const { t } = useTranslation('people')
  return (
    <article className={css.slip}>
      <header>
        <img className={css.mark} src="/vang.svg" alt="" />
        <b>Vang</b>
        <span>{t('slips.what')}</span>
      </header>
      <div className={css.who}>
        <h2>{slip.name}</h2>
        <p>{unit}</p>
      </div>
      <dl>
        <dt>{t('slips.login')}</dt>
        <dd className="num">{slip.login}</dd>
        <dt>{t('slips.code')}</dt>
        <dd className={`num ${css.code}`}>{grouped(slip.code)}</dd>
      </dl>
      <img src={qrAddress(slip.qrSvg)} alt={t('code.qr', { name: slip.name })} />
      <p className={css.how}>{t('slips.how', { address: slip.address, until: dateTime(slip.expiresAt) })}</p>
    </article>
  )
}
