import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bytes, date, duration } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx'
import { type PackageDetail, usePackage } from '../packages.api.ts'
import { Evenings } from './Evenings.tsx'
import { OtherWays } from './OtherWays.tsx'
import css from './Stick.module.css'
import { StickChoice } from './StickChoice.tsx'
import { useStick, type Wish } from './stick.api.ts'
import { Writing } from './Writing.tsx'

/** A package on its way to a loudspeaker's stick: written from here where the browser can, else taken along as a file. */
export default function StickPage() {
  const { t } = useTranslation('sticks')
  const { packageId = '' } = useParams({ strict: false })
  return (
    <PageBody>
      <PageHeader title={t('title')} trail={{ label: t('packages'), to: '/goi' }} />
      <Loaded query={usePackage(packageId)}>{(detail) => <Package detail={detail} />}</Loaded>
    </PageBody>
  )
}

function Package({ detail }: { detail: PackageDetail }) {
  const { t } = useTranslation('sticks')
  const [wish, setWish] = useState<Wish>({ form: 'parts', tags: 'ascii-v23' })
  const [busy, setBusy] = useState(false)
  const query = useStick(detail.id, wish)
  const { manifest } = detail
  return (
    <>
      <header className={css.head}>
        <h2>{detail.target.name}</h2>
        <p className="sec">{t('package', { title: detail.title, number: detail.sequence })}</p>
        {manifest && (
          <p className="sec">
            {t('code')} <b className={`num ${css.code}`}>{manifest.checkCode}</b>
          </p>
        )}
        <Link to="/goi/loa-khong-nhan-the" className={`link ${css.help}`}>
          <Icon name="help" size={17} />
          {t('help.link')}
        </Link>
      </header>
      {manifest && <StickChoice manifest={manifest} wish={wish} onChange={setWish} locked={busy} />}
      <Loaded query={query}>
        {(stick) => (
          <>
            <section className={`card ${css.part}`} aria-labelledby="stick-holds">
              <h2 id="stick-holds">{t('holds')}</h2>
              <p>
                {t('size', {
                  count: stick.evenings.reduce((sum, { files }) => sum + files.length, 0),
                  size: bytes(stick.sizeBytes),
                  duration: duration(longest(stick.evenings)),
                  day: date(stick.list.validFrom),
                })}
              </p>
              <Evenings evenings={stick.evenings} />
            </section>
            <Writing
              key={`${wish.form} ${wish.tags} ${wish.language}`}
              packageId={detail.id}
              wish={wish}
              stick={stick}
              stale={query.isPlaceholderData}
              onBusy={setBusy}
            />
            <OtherWays packageId={detail.id} wish={wish} stick={stick} />
          </>
        )}
      </Loaded>
    </>
  )
}

const longest = (evenings: readonly { files: readonly { durationMs: number }[] }[]) =>
  Math.max(0, ...evenings.map(({ files }) => files.reduce((sum, file) => sum + file.durationMs, 0)))
