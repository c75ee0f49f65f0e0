import { Icon } from '../../ui/phone-icons.tsx'
import { Install } from '../enrol/Install.tsx'
import { Big, Card, Muted, Says } from '../shell/Card.tsx'
import { kept } from '../store/kept.ts'
import { useStored } from '../store/use-stored.ts'
import { t } from '../words.ts'
import { day, size } from '../written.ts'
import { type Check, openIn } from './checks.ts'
import css from './Ready.module.css'
import { useChecks } from './use-checks.ts'

/** Before they set off: one page that says what is right and what is to be seen to, and whom to call. */
export function ReadyScreen() {
  const checks = useChecks()
  if (!checks) return null
  const open = openIn(checks)
  return (
    <>
      <h1 className="sr-only">{t('ready.title')}</h1>
      <Card title={t(open === 0 ? 'ready.go' : 'ready.open', { count: open })} edge>
        <ul className={css.checks}>
          {checks.map((check) => (
            <li key={check.word + check.values.place}>
              <Says tone={check.tone}>{said(check)}</Says>
              {check.mend && (
                <a href={`#${check.mend}`}>
                  {t(
                    check.mend === 'kiem-tra'
                      ? 'check.title'
                      : check.mend === 'goi'
                        ? 'tab.packages'
                        : 'tab.log',
                  )}
                  <Icon name="right" />
                </a>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Install />
      <Contacts />
      <Big onClick={() => history.back()}>{t('check.back')}</Big>
    </>
  )
}

const said = ({ word, values }: Check) =>
  t(word, {
    ...values,
    ...(values.day === undefined ? {} : { day: day(String(values.day)) }),
    ...(values.free === undefined ? {} : { free: size(Number(values.free)) }),
  })

/** The office's people, and the heads of the hamlets that are next. */
function Contacts() {
  const state = useStored(async () => ({ row: await kept('state') }))?.row
  const heads = (state?.showings ?? []).filter(({ phone, state: how }) => phone && how === 'planned')
  const people = [
    ...(state?.contacts ?? []),
    ...heads.map(({ hamlet, hamletHead, phone }) => ({ name: `${hamletHead} (${hamlet.name})`, phone })),
  ]
  const once = [...new Map(people.map((one) => [one.phone, one])).values()]
  return (
    <Card title={t('ready.contacts')}>
      {once.length === 0 && <Muted>{t('ready.noContacts')}</Muted>}
      <ul className={css.list}>
        {once.map(({ name, phone }) => (
          <li key={phone}>
            <b>{name}</b>
            <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
