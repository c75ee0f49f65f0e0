import { ActionIcon, Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { behind, type Figure } from '../../../server/schedule/as-run/month.rules.ts'
import { timeOfDay } from '../../../server/schedule/schedule.rules.ts'
import { useToday } from '../../ui/clock.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { date, duration, number, shortDate } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { languageName } from '../../ui/LanguageChip.tsx'
import { ListPanel } from '../../ui/ListPanel.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../../ui/PageHeader.tsx'
import { useChannels } from '../schedule.api.ts'
import css from './AsRun.module.css'
import { type Month, useMonth } from './as-run.api.ts'

const HOUR_MS = 3_600_000

function shifted(month: string, by: number): string {
  const [year = '0', of = '1'] = month.split('-')
  return new Date(Date.UTC(Number(year), Number(of) - 1 + by, 1)).toISOString().slice(0, 7)
}

/** What a month was, in figures; each opens the rows that it is made of. */
export default function MonthPage() {
  const { t } = useTranslation('as-run')
  const { kenh, thang, loc } = useSearch({ strict: false })
  const today = useToday().data?.date ?? ''
  const channels = useChannels()
  const channel = channels.data?.find(({ id }) => id === kenh) ?? channels.data?.[0]
  const month = /^\d{4}-\d{2}$/.test(thang ?? '') ? (thang ?? '') : today.slice(0, 7)
  const figures = useMonth(channel?.id, month)
  const navigate = useNavigate()
  const go = (to: string) => navigate({ to: '/lich/nhat-ky/thang', search: { kenh: channel?.id, thang: to } })
  const [year, of] = month.split('-')
  return (
    <>
      <PageHeader title={t('monthTitle')} trail={{ label: t('title'), to: '/lich/nhat-ky' }} />
      <Toolbar
        left={
          month !== '' && (
            <>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('monthBefore')}
                onClick={() => go(shifted(month, -1))}
              >
                <Icon name="left" />
              </ActionIcon>
              <h2 className={css.day}>{t('monthOf', { month: Number(of), year })}</h2>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('monthAfter')}
                onClick={() => go(shifted(month, 1))}
              >
                <Icon name="right" />
              </ActionIcon>
            </>
          )
        }
      >
        {channel && (
          <Button
            component="a"
            href={`/api/channels/${channel.id}/as-run/month.xlsx?month=${month}`}
            download
            variant="default"
            leftSection={<Icon name="down" size={17} />}
          >
            {t('excel')}
          </Button>
        )}
      </Toolbar>
      <PageBody>
        <Loaded query={figures}>
          {(data) =>
            data.planned.rows === 0 && data.rows.length === 0 ? (
              <div className="card">
                <EmptyState title={t('emptyMonth')}>{t('emptyMonthHint')}</EmptyState>
              </div>
            ) : (
              <>
                <Figures month={data} />
                {loc && <Behind month={data} of={loc} />}
              </>
            )
          }
        </Loaded>
      </PageBody>
    </>
  )
}

function Figures({ month }: { month: Month }) {
  const { t } = useTranslation('as-run')
  const language = (value: string) => (value ? languageName(value) : t('noLanguage'))
  const run = (value: string) => t(value === 'repeat' ? 'repeat' : 'first')
  const open = month.unlogged.reduce((sum, { rows }) => sum + rows, 0)
  return (
    <>
      <p>
        {t('summary', { published: month.publishedDays, signed: month.signedDays.length })}{' '}
        {open > 0 && t('unlogged', { count: open })}{' '}
        {month.unlogged.slice(0, 10).map(({ day }) => (
          <Link
            key={day}
            to="/lich/nhat-ky"
            search={{ kenh: month.channel.id, ngay: day }}
            className={`link num ${css.figure}`}
          >
            {shortDate(day)}{' '}
          </Link>
        ))}
      </p>
      <FigureTable
        title={t('plannedAired')}
        rows={[
          { key: 'planned', name: t('planned'), figure: month.planned },
          { key: 'aired', name: t('aired'), figure: month.aired, of: 'aired' },
          ...month.byStatus.map((one) => ({
            key: one.of,
            name: t(`status.${one.value}`),
            figure: one,
            of: one.of,
          })),
        ]}
      />
      <FigureTable
        title={t('byLanguage')}
        rows={month.byLanguage.map((one) => ({
          key: one.of,
          name: language(one.value),
          figure: one,
          of: one.of,
        }))}
      />
      <FigureTable
        title={t('byRun')}
        rows={month.byRun.map((one) => ({ key: one.of, name: run(one.value), figure: one, of: one.of }))}
      />
      {month.rights.length > 0 && (
        <ListPanel title={t('rights')}>
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t('work')}</th>
                  <th scope="col">{t('usedMonth')}</th>
                  <th scope="col">{t('used')}</th>
                </tr>
              </thead>
              <tbody>
                {month.rights.map((right) => (
                  <tr key={`${right.workId} ${right.validFrom} ${right.validTo}`}>
                    <td>
                      <Link to="/tu-lieu/$workId" params={{ workId: right.workId }} className="link">
                        {right.title}
                      </Link>
                    </td>
                    <td>
                      <FigureLink of={`work:${right.workId}`}>{number(right.usedThisMonth)}</FigureLink>
                    </td>
                    <td>
                      {right.runs === null
                        ? t('usedFree', { used: right.used })
                        : t('usedOf', { used: right.used, runs: right.runs })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </ListPanel>
      )}
    </>
  )
}

function FigureTable({
  title,
  rows,
}: {
  title: string
  rows: { key: string; name: string; figure: Figure; of?: string }[]
}) {
  const { t } = useTranslation('as-run')
  if (rows.length === 0) return null
  return (
    <ListPanel title={title}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('hours')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figure, of }) => (
            <tr key={key}>
              <td>{name}</td>
              <td>{of ? <FigureLink of={of}>{number(figure.rows)}</FigureLink> : number(figure.rows)}</td>
              <td>{t('hourCount', { hours: number(figure.ms / HOUR_MS, 1) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListPanel>
  )
}

/** The figure, which opens the rows behind it on this page. */
function FigureLink({ of, children }: { of: string; children: string }) {
  const { t } = useTranslation('as-run')
  const search = useSearch({ strict: false })
  return (
    <Link
      to="/lich/nhat-ky/thang"
      search={{ ...search, loc: of }}
      hash="cac-dong"
      className={`link ${css.figure}`}
      aria-label={t('openRows', { figure: children })}
    >
      {children}
    </Link>
  )
}

function Behind({ month, of }: { month: Month; of: string }) {
  const { t } = useTranslation('as-run')
  const rows = month.rows.filter((row) => behind(row, of))
  return (
    <div id="cac-dong">
      <ListPanel title={t('rowsBehind')} count={rows.length}>
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('dayWord')}</th>
                <th scope="col">{t('startedAt')}</th>
                <th scope="col">{t('programme')}</th>
                <th scope="col">{t('lasted')}</th>
                <th scope="col">{t('result')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link
                      to="/lich/nhat-ky"
                      search={{ kenh: row.channelId, ngay: row.day }}
                      className="link num"
                    >
                      {date(row.day)}
                    </Link>
                  </td>
                  <td>{row.startsAt ? timeOfDay(row.startsAt) : ''}</td>
                  <td>{row.title}</td>
                  <td>{row.durationMs === null ? '' : duration(row.durationMs)}</td>
                  <td>
                    {t(`status.${row.status}`)} {row.reason}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ListPanel>
    </div>
  )
}
