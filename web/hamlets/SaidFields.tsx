import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Said } from './hamlets.api.ts'

type Props = { said: Said; onChange: (said: Said) => void }

/** Its name, and whom to call there. */
export function SaidFields({ said, onChange }: Props) {
  const { t } = useTranslation('hamlets')
  const field = (name: keyof Said) => ({
    label: t(`field.${name}`),
    value: said[name],
    maxLength: name === 'headPhone' ? 30 : 80,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...said, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput required {...field('name')} />
      <TextInput {...field('headName')} />
      <TextInput type="tel" {...field('headPhone')} />
    </>
  )
}
