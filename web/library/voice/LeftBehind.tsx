import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../../api.ts'
import { ConfirmInline } from '../../ui/ConfirmInline.tsx'
import { duration, shortDateTime } from '../../ui/format.ts'
import { languageName } from '../../ui/LanguageChip.tsx'
import { DataRow, ListPanel } from '../../ui/ListPanel.tsx'
import { drop, type Kept, leftBehind } from './kept.ts'
import { lengthOf, programmeOf } from './tape.ts'

interface Props {
  personId: string
  isHere: (kept: Kept) => boolean
  /** A long recording is heard through before it goes on. */
  onTakeUp: (kept: Kept) => Promise<void>
}

/** What this person recorded in this browser and never sent, as after a tab or a phone died. */
export function LeftBehind({ personId, isHere, onTakeUp }: Props) {
  const { t } = useTranslation('voice')
  // Not the server's: it lies in this browser, and another tab may have taken it up meanwhile.
  const key = ['recordings left behind', personId]
  const left = useQuery({ queryKey: key, queryFn: () => leftBehind(personId), staleTime: 0 }).data ?? []
  const [asking, setAsking] = useState<string>()
  const takeUp = useMutation({ mutationFn: onTakeUp })
  const renew = () => queryClient.invalidateQueries({ queryKey: key })
  if (left.length === 0) return null
  return (
    <ListPanel title={t('left.title')}>
      <ul>
        {left.map((kept) => (
          <DataRow
            key={kept.id}
            title={`${kept.workTitle} · ${languageName(kept.language)}`}
            note={shortDateTime(kept.changedAt)}
            side={
              isHere(kept) ? (
                <Button size="compact-md" loading={takeUp.isPending} onClick={() => takeUp.mutate(kept)}>
                  {t('left.goOn')}
                </Button>
              ) : (
                <Link
                  className="link"
                  to="/tu-lieu/$workId/thu-am"
                  params={{ workId: kept.workId }}
                  search={{ tieng: kept.language }}
                >
                  {t('left.open')}
                </Link>
              )
            }
          >
            {asking === kept.id ? (
              <ConfirmInline
                question={t('left.ask')}
                confirm={t('left.drop')}
                onConfirm={() => drop(kept.id).then(renew)}
                onCancel={() => setAsking(undefined)}
              />
            ) : (
              <p>
                <span className="num">{duration((lengthOf(programmeOf(kept.tape)) / kept.rate) * 1000)}</span>{' '}
                <Button variant="subtle" size="compact-sm" onClick={() => setAsking(kept.id)}>
                  {t('left.drop')}
                </Button>
              </p>
            )}
          </DataRow>
        ))}
      </ul>
    </ListPanel>
  )
}
