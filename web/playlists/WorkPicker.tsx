import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Drawer } from '../ui/Drawer.tsx'
import { Icon } from '../ui/icons.tsx'
import { LanguageChip } from '../ui/LanguageChip.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { inPart, type Part, parts } from './order.ts'
import css from './Picker.module.css'
import { useWorksFound } from './playlists.api.ts'
import { type Draft, newKey } from './use-draft.ts'

/** Search, add, search on: the drawer stays open, each addition goes to the end of the chosen part. */
export function WorkPicker({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation('playlists')
  const [typed, setTyped] = useState('')
  const [part, setPart] = useState<Part>('notices')
  const [said, setSaid] = useState('')
  const found = useWorksFound(useSettled(typed.trim()))
  type Work = NonNullable<typeof found.data>[number]
  const add = ({ id, title, shortName, kind }: Work) => {
    draft.edit((content) => ({
      ...content,
      items: inPart(content.items, {
        key: newKey(),
        part,
        bilingual: null,
        workId: id,
        title,
        shortName,
        kind,
      }),
    }))
    setSaid(t('added', { title, part: t(`part.${part}`) }))
  }
  return (
    <Drawer title={t('addWorks')} onClose={onClose}>
      <div className={css.controls}>
        <NativeSelect
          label={t('intoPart')}
          value={part}
          onChange={(event) => setPart(event.currentTarget.value as Part)}
          data={parts.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
        <TextInput
          type="search"
          label={t('searchWorks')}
          leftSection={<Icon name="search" size={17} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <p className="sec" aria-live="polite">
        {said}
      </p>
      <Loaded query={found}>
        {(works) =>
          works.length > 0 ? (
            <ul className={css.found}>
              {works.map((work) => (
                <li key={work.id}>
                  <div className={css.words}>
                    <b>{work.title}</b>
                    <p className="sec">{t(`kind.${work.kind}`)}</p>
                    <p className={css.languages}>
                      {heard(work).map((language) => (
                        <LanguageChip key={language} language={language} />
                      ))}
                      {heard(work).length === 0 && (
                        <span className={css.nothing}>{t('nothingApproved')}</span>
                      )}
                    </p>
                  </div>
                  <Button
                    size="row"
                    variant="default"
                    onClick={() => add(work)}
                    aria-label={t('addWork', { title: work.title })}
                  >
                    {t('add')}
                  </Button>
                </li>
              ))}
            </ul>
          ) : (
            <p className="sec">{t('nothingFound')}</p>
          )
        }
      </Loaded>
    </Drawer>
  )
}

const heard = (work: { versions: { language: string | null; approvedUses: string[] }[] }) => [
  ...new Set(
    work.versions
      .filter(({ approvedUses }) => approvedUses.includes('loudspeaker'))
      .map(({ language }) => language),
  ),
]
