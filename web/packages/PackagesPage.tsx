import { Button, Switch } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { WithDrawer } from '../ui/Drawer.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader, Toolbar } from '../ui/PageHeader.tsx'
import { useMay, usePerson } from '../ui/session.ts'
import { DownloadAll } from './DownloadAll.tsx'
import { KeyNotices } from './KeyNotices.tsx'
import { PackageCard } from './PackageCard.tsx'
import { PackageDrawer } from './PackageDrawer.tsx'
import { PackageRows } from './PackageRows.tsx'
import css from './PackagesPage.module.css'
import { type PackageLine, usePackages } from './packages.api.ts'
import { WithdrawalNotices } from './WithdrawalNotices.tsx'

/** A film team gets cards for a thumb; everybody else a list of places with who has fetched what. */
export default function PackagesPage() {
  const { t } = useTranslation('packages')
  const { xem, cu, ma } = useSearch({ strict: false })
  const navigate = useNavigate()
  const inField = usePerson()?.role === 'film_team'
  const mayDownload = useMay('packages.download')
  const packages = usePackages(cu === '1')
  const show = (search: { xem?: string | undefined; cu?: string | undefined }) =>
    navigate({ to: '/goi', search: { xem, cu, ma, ...search }, replace: true })
  return (
    <WithDrawer
      drawer={xem ? <PackageDrawer key={xem} id={xem} onClose={() => show({ xem: undefined })} /> : null}
    >
      <PageHeader title={t('title')} />
      <Toolbar
        left={
          <Switch
            checked={cu === '1'}
            onChange={(event) => show({ cu: event.currentTarget.checked ? '1' : undefined })}
            label={t('showOld')}
          />
        }
      >
        <Button
          component={Link}
          to="/goi/kiem-tra"
          variant="default"
          leftSection={<Icon name="shield" size={17} />}
        >
          {t('verify')}
        </Button>
      </Toolbar>
      <PageBody>
        <Loaded query={packages}>
          {(all) => {
            // The cue sheet's QR code leads to what it belongs to.
            const lines = ma ? all.filter((line) => line.content?.checkCode === ma) : all
            return lines.length === 0 ? (
              <div className="card">
                {ma ? (
                  <EmptyState title={t('noCode', { code: ma })}>{t('noCodeHint')}</EmptyState>
                ) : (
                  <EmptyState title={t(inField ? 'emptyTeam' : 'empty')}>
                    {t(inField ? 'emptyTeamHint' : 'emptyHint')}
                  </EmptyState>
                )}
              </div>
            ) : (
              <>
                <WithdrawalNotices />
                <KeyNotices lines={lines} />
                <Summary lines={lines} />
                {mayDownload && <DownloadAll lines={lines} large={inField} />}
                {inField ? (
                  <div className={css.cards}>
                    {lines.map((line) => (
                      <PackageCard key={line.id} line={line} onOpen={() => show({ xem: line.id })} />
                    ))}
                  </div>
                ) : (
                  byPublication(lines).map((group) => (
                    <PackageRows
                      key={group[0]?.id}
                      lines={group}
                      selected={xem}
                      onOpen={(id) => show({ xem: id })}
                    />
                  ))
                )}
              </>
            )
          }}
        </Loaded>
      </PageBody>
    </WithDrawer>
  )
}

function Summary({ lines }: { lines: readonly PackageLine[] }) {
  const { t } = useTranslation('packages')
  const current = lines.filter((line) => line.supersededBy === null)
  const count = (state: PackageLine['state']) => current.filter((line) => line.state === state).length
  const fetched = current.filter((line) => line.download).length
  return (
    <p className={css.sentence} aria-live="polite">
      {[
        count('ready') > 0 && t('ready', { count: count('ready') }),
        count('building') > 0 && t('building', { count: count('building') }),
        count('failed') > 0 && t('failed', { count: count('failed') }),
        t('fetched', { fetched, count: current.length }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  )
}

/** Groups by publication; the lines come with those of one together. */
function byPublication(lines: readonly PackageLine[]): PackageLine[][] {
  const groups = new Map<string, PackageLine[]>()
  for (const line of lines) {
    const key = `${line.playlistId} ${line.sequence}`
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups.values()]
}
