import { ActionIcon, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip, languageCodes, languageName } from '../ui/LanguageChip.tsx'
import css from './LanguageOrder.module.css'

export type LanguageCode = (typeof languageCodes)[number]
type Props = { value: readonly string[]; onChange: (languages: LanguageCode[]) => void }

const isCode = (code: string): code is LanguageCode => (languageCodes as readonly string[]).includes(code)

/** Languages by preference, the first on top: moved by buttons, taken out, added at the end. */
export function LanguageOrder({ value, onChange }: Props) {
  const { t } = useTranslation('areas')
  const list = value.filter(isCode)
  const move = (from: number, to: number) => {
    const [taken] = list.slice(from, from + 1)
    if (!taken || to < 0 || to >= list.length) return
    const rest = list.filter((code) => code !== taken)
    onChange([...rest.slice(0, to), taken, ...rest.slice(to)])
  }
  const missing = languageCodes.filter((code) => !list.includes(code))
  return (
    <div>
      <ol className={css.order} aria-label={t('languages')} hidden={list.length === 0}>
        {list.map((code, index) => {
          const name = languageName(code)
          return (
            <li key={code}>
              <span className="num">{index + 1}</span>
              <LanguageChip language={code} />
              <span className="grow" />
              <ActionIcon
                variant="subtle"
                aria-label={t('order.up', { name })}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              >
                <span aria-hidden="true">↑</span>
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('order.down', { name })}
                disabled={index === list.length - 1}
                onClick={() => move(index, index + 1)}
              >
                <span aria-hidden="true">↓</span>
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={t('order.remove', { name })}
                disabled={list.length === 1}
                onClick={() => onChange(list.filter((other) => other !== code))}
              >
                <Icon name="x" size={16} />
              </ActionIcon>
            </li>
          )
        })}
      </ol>
      {missing.length > 0 && (
        <NativeSelect
          aria-label={t('order.add')}
          value=""
          onChange={({ currentTarget: { value: code } }) => isCode(code) && onChange([...list, code])}
          data={[
            { value: '', label: t('order.add') },
            ...missing.map((code) => ({ value: code, label: languageName(code) })),
          ]}
        />
      )}
    </div>
  )
}
