import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { deinterlaceChoices } from '../../server/library/versions.schema.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { shortDateTime } from '../ui/format.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Skeletons } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toasts.ts'
import css from './Fixes.module.css'
import { type Fixed, useChooseFixes, useFixes } from './fixes.api.ts'
import type { Version } from './library.api.ts'
import type { Shown } from './shown.ts'
import { TrimForm } from './TrimForm.tsx'

/** What is done by itself to every file made from the version: what will be, what may be chosen, what was. */
export function Fixes({ version, mayEdit }: Shown & { version: Version }) {
  const { t } = useTranslation('fixes')
  const fixes = useFixes(version.id)
  const may = mayEdit && version.state !== 'withdrawn'
  return (
    <section className={`card ${css.fixes}`} aria-labelledby="fixes">
      <header className={css.head}>
        <h2 id="fixes">{t('title')}</h2>
        <p>{t('lead')}</p>
      </header>
      {fixes.error && <ErrorState error={fixes.error} onRetry={() => fixes.refetch()} />}
      {fixes.isPending && <Skeletons rows={3} height={28} />}
      {fixes.data && (
        <>
          <div className={css.uses}>
            <Use
              icon="film"
              title={t('television')}
              sentences={fixes.data.television}
              none={t('noTelevision')}
            >
              {fixes.data.television.length > 0 && <Deinterlace version={version} may={may} />}
            </Use>
            <Use
              icon="speaker"
              title={t('loudspeakers')}
              sentences={fixes.data.loudspeakers}
              none={t('notYet')}
            />
          </div>
          {may && version.durationMs > 0 && (
            <TrimForm key={trimKey(fixes.data)} version={version} fixed={fixes.data} />
          )}
          <Done made={fixes.data.made} />
        </>
      )}
    </section>
  )
}

const trimKey = ({ trim }: Fixed) => `${trim?.inMs} ${trim?.outMs}`

type UseProps = {
  icon: IconName
  title: string
  sentences: readonly string[]
  none: string
  children?: React.ReactNode
}

function Use({ icon, title, sentences, none, children }: UseProps) {
  return (
    <div>
      <h3>
        <Icon name={icon} size={18} /> {title}
      </h3>
      {sentences.length === 0 ? (
        <p className="mut">{none}</p>
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {children}
    </div>
  )
}

function Deinterlace({ version, may }: { version: Version; may: boolean }) {
  const { t } = useTranslation('fixes')
  const choose = useChooseFixes()
  const { id, revision, fixes } = version
  const change = (value: string) => {
    const deinterlace = deinterlaceChoices.find((one) => one === value)
    if (!deinterlace) return
    choose.mutate(
      { id, revision, fixes: { ...fixes, deinterlace } },
      {
        onSuccess: ({ revision: after }) =>
          toast(t('chosen', { choice: t(`deinterlace.${deinterlace}`) }), {
            undo: () => choose.mutate({ id, revision: after, fixes }),
          }),
      },
    )
  }
  if (!may)
    return (
      <p className="mut">
        {t('deinterlace.label')}: {t(`deinterlace.${fixes.deinterlace}`)}
      </p>
    )
  return (
    <>
      <NativeSelect
        className={css.choice}
        label={t('deinterlace.label')}
        description={t('deinterlace.hint')}
        value={fixes.deinterlace}
        disabled={choose.isPending}
        onChange={(event) => change(event.currentTarget.value)}
        data={deinterlaceChoices.map((one) => ({ value: one, label: t(`deinterlace.${one}`) }))}
      />
      {choose.error && <ErrorState error={choose.error} />}
    </>
  )
}

function Done({ made }: Pick<Fixed, 'made'>) {
  const { t } = useTranslation('fixes')
  if (made.length === 0) return null
  return (
    <div className={css.done}>
      <h3>{t('done')}</h3>
      <ul>
        {made.map((file) => (
          <li key={`${file.what} ${file.madeAt}`}>
            <b>{file.name}</b> <span className="num mut">{shortDateTime(file.madeAt)}</span>
            <p>{file.sentences.join(' ')}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
