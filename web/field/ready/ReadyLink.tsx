import { Icon } from '../../ui/phone-icons.tsx'
import { t } from '../words.ts'
import { openIn } from './checks.ts'
import css from './Ready.module.css'
import { useChecks } from './use-checks.ts'

/** How ready the phone is, in one line that opens all of it. */
export function ReadyLink() {
  const checks = useChecks()
  const open = checks ? openIn(checks) : 0
  return (
    <a className={css.link} href="#san-sang" data-open={open > 0 || undefined}>
      <Icon name={open > 0 ? 'warn' : 'check'} size={24} />
      <b>{t('ready.title')}</b>
      <span>{checks && t(open > 0 ? 'ready.open' : 'ready.go', { count: open })}</span>
      <Icon name="right" />
    </a>
  )
}
