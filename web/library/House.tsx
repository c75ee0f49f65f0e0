import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ui/ErrorState.tsx'
import { bytes, number, timecode } from '../ui/format.ts'
import { useMay } from '../ui/session.ts'
import { type HouseFile, useHouse, useMakeHouse } from './house.api.ts'
import type { Version } from './library.api.ts'
import css from './WorkPage.module.css'

/** The file that airs: whether it stands, and what was done to make it. */
export function House({ version }: { version: Version }) {
  const { t } = useTranslation('library')
  const wanted = version.approvedUses.includes('tv') && !version.soundOnly
  const { data, error } = useHouse(version.id, wanted)
  const make = useMakeHouse()
  const may = useMay('library.house')
  if (!wanted) return null
  return (
    <section className={`card ${css.side}`} aria-labelledby="house">
      <h2 id="house">{t('house.title')}</h2>
      {error && <ErrorState error={error} />}
      {data && data.state !== 'ready' && (
        <output className={css.hint}>{data.problem ?? t(`house.state.${data.state}`)}</output>
      )}
      {data?.file && <Done file={data.file} />}
      {make.error && <ErrorState error={make.error} />}
      {may && data?.mayAsk && (
        <Button variant="default" size="row" loading={make.isPending} onClick={() => make.mutate(version.id)}>
          {t(data.state === 'failed' ? 'house.again' : 'house.make')}
        </Button>
      )}
    </section>
  )
}

function Done({ file }: { file: HouseFile }) {
  const { t } = useTranslation('library')
  const lufs = (value: number | null) => (value === null ? t('house.silent') : `${number(value, 1)} LUFS`)
  return (
    <>
      <dl className={css.pairs}>
        <dt>{t('house.picture')}</dt>
        <dd>
          {t(`house.${file.picture}`, { size: file.size.replace('x', ' x '), fps: file.fps })}
          {file.deinterlaced && ` ${t('house.deinterlaced')}`}
        </dd>
        {file.misfits.length > 0 && (
          <>
            <dt>{t('house.why')}</dt>
            <dd>{file.misfits.map((misfit) => t(`house.misfit.${misfit}`)).join(', ')}</dd>
          </>
        )}
        <dt>{t('house.sound')}</dt>
        <dd className="num">
          {file.beforeLufs === null
            ? lufs(file.afterLufs)
            : t('house.sounds', { before: lufs(file.beforeLufs), after: lufs(file.afterLufs) })}
          {file.limited && ` ${t('house.limited')}`}
        </dd>
        {file.afterDbtp !== null && (
          <>
            <dt>{t('house.peak')}</dt>
            <dd className="num">{number(file.afterDbtp, 1)} dBTP</dd>
          </>
        )}
        <dt>{t('house.length')}</dt>
        <dd className="num">
          {timecode(file.durationMs)}, {t('house.frames', { frames: number(file.frames) })}
        </dd>
        <dt>{t('file.size')}</dt>
        <dd className="num">{bytes(file.sizeBytes)}</dd>
      </dl>
      <p className={css.hint}>{t('house.proven')}</p>
    </>
  )
}
