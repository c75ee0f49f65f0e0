import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = { theirs: string; onKeep: () => void; onTake: () => void }

/** What somebody else saved meanwhile: overwrite it, or let mine go. Neither happens by itself. */
export function MineOrTheirs({ theirs, onKeep, onTake }: Props) {
  const { t } = useTranslation('ui')
  return (
    <>
      <Button size="row" onClick={onKeep}>
        {t('keepMine')}
      </Button>
      <Button size="row" variant="default" onClick={onTake}>
        {theirs}
      </Button>
    </>
  )
}
