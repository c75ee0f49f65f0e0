import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { graveness, judgedGroups } from '../../server/library/analysis/qc-rules.schema.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/icons.tsx'
import { DataRow, ListPanel } from '../ui/ListPanel.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { PageBody, PageHeader } from '../ui/PageHeader.tsx'
import { useMay } from '../ui/session.ts'
import { toast } from '../ui/toasts.ts'
import { LeastLength, useSeconds } from './LeastLength.tsx'
import css from './QcRulesPage.module.css'
import { type Graveness, type QcRule, useQcRules, useSaveRules } from './qc-rules.api.ts'

/** What an analysis looks for, and how the station judges each of it. */
export default function QcRulesPage() {
  const { t } = useTranslation('library')
  return (
    <>
      <PageHeader title={t('rules.title')} trail={{ label: t('title'), to: '/thu-vien' }} />
      <PageBody>
        <Loaded query={useQcRules()}>{(rules) => <Rules rules={rules} />}</Loaded>
      </PageBody>
    </>
  )
}

const groups = ['picture', 'sound', 'file'] as const

function Rules({ rules }: { rules: readonly QcRule[] }) {
  const { t } = useTranslation('library')
  const mayRule = useMay('library.rules')
  const save = useSaveRules()
  const seconds = useSeconds()
  const changed = rules.filter(
    ({ graveness, leastMs, usual }) => graveness !== usual.graveness || leastMs !== usual.leastMs,
  )
  const choose = (rule: QcRule, wanted: Partial<Pick<QcRule, 'graveness' | 'leastMs'>>, now: string) =>
    save.mutate([{ ...rule, ...wanted }], {
      onSuccess: () =>
        toast(t('rules.saved', { title: rule.title, now }), { undo: () => save.mutate([rule]) }),
    })
  const reset = () =>
    save.mutate(
      changed.map((rule) => ({ ...rule, ...rule.usual })),
      { onSuccess: () => toast(t('rules.wasReset'), { undo: () => save.mutate(changed) }) },
    )
  return (
    <>
      <div className={css.lead}>
        <p className="sec">{t('rules.lead')}</p>
        {!mayRule && <p className="sec">{t('rules.readOnly')}</p>}
        {mayRule && changed.length > 0 && (
          <p className={css.changed}>
            <span>{t('rules.changed', { count: changed.length })}</span>
            <Button variant="default" size="xs" onClick={reset} loading={save.isPending}>
              {t('rules.reset')}
            </Button>
          </p>
        )}
      </div>
      {save.error && <ErrorState title={t('rules.failed')} error={save.error} />}
      {groups.map((group) => (
        <ListPanel key={group} title={t(`rules.group.${group}`)}>
          <ul>
            {rules
              .filter(({ code }) => (judgedGroups[group] as readonly string[]).includes(code))
              .map((rule) => (
                <DataRow
                  key={rule.code}
                  title={rule.title}
                  side={
                    <Level
                      rule={rule}
                      mayRule={mayRule}
                      onChoose={(graveness) => choose(rule, { graveness }, t(`rules.graveness.${graveness}`))}
                    />
                  }
                >
                  {rule.about}
                  {rule.graveness !== rule.usual.graveness && (
                    <span className={css.usual}>
                      {t('rules.usual', { usual: t(`rules.graveness.${rule.usual.graveness}`) })}
                    </span>
                  )}
                  <LeastLength
                    rule={rule}
                    mayRule={mayRule}
                    onChoose={(leastMs) =>
                      choose(rule, { leastMs }, t('rules.leastIs', { length: seconds(leastMs) }))
                    }
                  />
                </DataRow>
              ))}
          </ul>
        </ListPanel>
      ))}
    </>
  )
}

type LevelProps = { rule: QcRule; mayRule: boolean; onChoose: (wanted: Graveness) => void }

const icons = { off: 'minus', info: 'dash', warning: 'warn', error: 'stop' } as const

/** Colour, shape and word together, and a list to choose from for those who may. */
function Level({ rule, mayRule, onChoose }: LevelProps) {
  const { t } = useTranslation('library')
  const mark = (
    <span className={css.mark} data-level={rule.graveness}>
      <Icon name={icons[rule.graveness]} size={15} />
    </span>
  )
  if (!mayRule)
    return (
      <span className={css.level}>
        {mark}
        {t(`rules.graveness.${rule.graveness}`)}
      </span>
    )
  return (
    <NativeSelect
      className={css.select ?? ''}
      aria-label={t('rules.levelOf', { title: rule.title })}
      leftSection={mark}
      value={rule.graveness}
      onChange={(event) => onChoose(event.currentTarget.value as Graveness)}
      data={graveness.map((value) => ({ value, label: t(`rules.graveness.${value}`) }))}
    />
  )
}
