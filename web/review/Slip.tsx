import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useToday } from '../ui/clock.ts'
import { Icon } from '../ui/icons.tsx'
import { languageName } from '../ui/LanguageChip.tsx'
import { usePerson } from '../ui/session.ts'
import type { Room } from './review.api.ts'
import css from './Slip.module.css'
import { checkCode, usesInWords, type Verdicting } from './use-verdict.ts'

/** "ngày 03 tháng 10 năm 2021": days below 10 and the months 1 and 2 are padded (Nghị định 30/2020). */
function signedDate(date: string): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = date.split('-')
  return { day, month: Number(month) > 2 ? String(Number(month)) : month, year }
}

/** The slip as it will be printed and signed; it follows what is being decided, or shows what was. */
export function Slip({ room, verdicting }: { room: Room; verdicting: Verdicting }) {
  const { version, decisions, hindrance } = room
  const last = decisions[0]?.stale === false ? decisions[0] : undefined
  const signed = version.state === 'submitted' ? undefined : last
  // Who may not sign sees only what was signed.
  if (!signed && hindrance) return null
  return <Paper room={room} verdicting={verdicting} signed={signed} />
}

type PaperProps = { room: Room; verdicting: Verdicting; signed: Room['decisions'][number] | undefined }

function Paper({ room, verdicting, signed }: PaperProps) {
  const { t } = useTranslation('review')
  const person = usePerson()
  const today = useToday().data?.date
  const { version, remarks } = room
  const { draft } = verdicting
  const verdict = signed?.verdict ?? draft.verdict
  const uses = signed?.uses ?? draft.uses
  const reason = signed?.reason ?? draft.reason
  const listener = signed?.listener ?? (room.needsListener ? draft.listener : '')
  const seconds = Math.round(version.durationMs / 1000)
  const date = signedDate((signed?.decidedAt.slice(0, 10) || today) ?? '')
  const open = remarks.filter((remark) => remark.resolvedAt === null).length
  return (
    <section className={css.sheet} aria-label={t('slip.preview')}>
      <div className={css.slip} lang="vi" data-slip>
        <div className={css.head}>
          <div>
            <b>{signed?.decidedBy.unit ?? person?.unit.name}</b>
            <p>{t('slip.number')}</p>
          </div>
          <div>
            <b>{t('slip.nation')}</b>
            <b className={css.motto}>{t('slip.motto')}</b>
          </div>
        </div>
        <p className={css.place}>{t('slip.place', date)}</p>
        <h2>{t('slip.title')}</h2>
        <p>{t('slip.work', { title: version.workTitle })}</p>
        <p>
          {t('slip.version', {
            minutes: Math.floor(seconds / 60),
            seconds: seconds % 60,
            number: version.number,
            language: languageName(version.language),
          })}
        </p>
        <p>
          {t('slip.code')} <span className="num">{checkCode(version.contentId, 3)}</span>
        </p>
        <p>
          {t('slip.conclusion')}{' '}
          <mark>
            {verdict
              ? `${t(`slip.verdict.${verdict}`, { uses: usesInWords(t, uses) })} ${reason}`
              : t('slip.undecided')}
          </mark>
        </p>
        {verdict === 'changes' && open > 0 && <p>{t('slip.remarks', { count: open })}</p>}
        {listener && <p>{t('slip.listener', { name: listener })}</p>}
        <div className={css.signer}>
          <b>{t('slip.signer')}</b>
          <p>{signed?.decidedBy.name ?? person?.name}</p>
        </div>
      </div>
      <p className={css.caption}>
        <Icon name="doc" size={15} />
        <span className="grow">{t(signed ? 'slip.signed' : 'slip.follows')}</span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => window.print()}
          leftSection={<Icon name="print" size={15} />}
        >
          {t('slip.print')}
        </Button>
      </p>
    </section>
  )
}
