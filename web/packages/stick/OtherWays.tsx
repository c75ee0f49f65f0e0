import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StickAnswer } from '../../../server/packages/sticks/sticks.schema.ts'
import { bytes } from '../../ui/format.ts'
import { Icon } from '../../ui/icons.tsx'
import { hindranceHere } from './directory-picker.ts'
import css from './Stick.module.css'
import { type Wish, wholeStickUrl } from './stick.api.ts'

type Props = { packageId: string; wish: Wish; stick: StickAnswer }
const steps = { img: ['1', '2', '3', '4'], zip: ['1', '2', '3', '4', '5'] } as const

/** For browsers that write no folder, and where the order of the files must be certain. */
export function OtherWays({ packageId, wish, stick }: Props) {
  const { t } = useTranslation('sticks')
  const sizes = { img: stick.image.sizeBytes, zip: stick.sizeBytes }
  return (
    <details className={`card ${css.part} ${css.ways}`} open={hindranceHere() !== null}>
      <summary>
        <h2>{t('ways.title')}</h2>
      </summary>
      <div className={css.two}>
        {(['img', 'zip'] as const).map((kind) => (
          <div key={kind}>
            <h3>{t(`ways.${kind}.title`)}</h3>
            <p className="sec">{t(`ways.${kind}.lead`)}</p>
            <ol className={css.steps}>
              {steps[kind].map((step) => (
                <li key={step}>{t(`ways.${kind}.${step}`)}</li>
              ))}
            </ol>
            <Button
              component="a"
              href={wholeStickUrl(packageId, kind, wish)}
              download
              variant="default"
              leftSection={<Icon name="down" size={18} />}
            >
              {t(`ways.${kind}.get`, { size: bytes(sizes[kind]) })}
            </Button>
          </div>
        ))}
      </div>
      <p className="sec">
        {t('ways.script')} <code className={css.command}>./scripts/write-stick {packageId} USB</code>
      </p>
    </details>
  )
}
