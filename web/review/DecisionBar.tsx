import { Button, Checkbox, FileButton, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../ui/ActionButton.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { percent } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import { useHotkeys } from '../ui/use-hotkeys.ts'
import css from './DecisionBar.module.css'
import type { Room, Use, Verdict } from './review.api.ts'
import { checkCode, type Verdicting } from './use-verdict.ts'
import { WithdrawApproval } from './WithdrawApproval.tsx'

const verdicts: readonly Verdict[] = ['rejected', 'changes', 'approved']
const uses: readonly Use[] = ['tv', 'loudspeaker']

type Props = { room: Room; verdicting: Verdicting; watched: number; next: string | undefined }

/** Pick a verdict, the slip typesets itself, then one gold button named by its result. */
export function DecisionBar({ room, verdicting, watched, next }: Props) {
  const { t } = useTranslation('review')
  const { version, hindrance } = room
  if (hindrance) return <Hindered room={room} next={next} />
  const { draft, set } = verdicting
  const isProposed = draft.listener !== '' && draft.listener === version.listener && !version.listenedAt
  return (
    <section className={css.bar} aria-label={t('decide.label')}>
      <div className={css.who}>
        <b>
          {t('decide.forFile')} <span className="num">{checkCode(version.contentId)}</span>
        </b>
        <small>{t('decide.watched', { share: percent(watched) })}</small>
      </div>
      <Keys onPick={(verdict) => set({ verdict })} />
      <SegmentedControl
        className={css.verdict ?? ''}
        value={draft.verdict ?? ''}
        onChange={(verdict) => set({ verdict: verdict as Verdict })}
        aria-label={t('decide.verdict')}
        data-verdict={draft.verdict}
        data={verdicts.map((value) => ({ value, label: t(`verdict.${value}`) }))}
      />
      <fieldset className={css.uses}>
        <legend className="sr-only">{t('decide.uses')}</legend>
        {uses.map((use) => (
          <Checkbox
            key={use}
            label={t(`use.${use}`)}
            disabled={use === 'tv' && version.soundOnly}
            checked={draft.uses.includes(use)}
            onChange={(event) =>
              set({
                uses: uses.filter((one) =>
                  one === use ? event.currentTarget.checked : draft.uses.includes(one),
                ),
              })
            }
          />
        ))}
      </fieldset>
      <Textarea
        className={css.reason ?? ''}
        label={t('decide.reason')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      {room.needsListener && draft.verdict === 'approved' && (
        <TextInput
          className={css.listener ?? ''}
          label={t('decide.listener')}
          description={t(isProposed ? 'decide.listenerProposed' : 'decide.listenerHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={200}
          value={draft.listener}
          onChange={(event) => set({ listener: event.currentTarget.value })}
        />
      )}
      <div className={css.sign}>
        <FileButton
          accept="image/jpeg,image/png,application/pdf"
          onChange={(file) => verdicting.setFile(file ?? undefined)}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="photo" size={17} />}>
              {verdicting.file ? verdicting.file.name : t('decide.attach')}
            </Button>
          )}
        </FileButton>
        <ActionButton
          color="vang"
          c={verdicting.missing ? 'var(--v-ink-2)' : 'var(--v-on-accent)'}
          {...(verdicting.missing && { variant: 'default' })}
          blocked={verdicting.missing && t(`decide.missing.${verdicting.missing}`)}
          loading={verdicting.busy}
          leftSection={<Icon name="seal" size={18} />}
          onClick={verdicting.sign}
        >
          {verdicting.result}
        </ActionButton>
      </div>
      {verdicting.error !== null && (
        <div className={css.error}>
          <ErrorState error={verdicting.error} title={t('decide.notRecorded')} />
        </div>
      )}
    </section>
  )
}

function Keys({ onPick }: { onPick: (verdict: Verdict) => void }) {
  useHotkeys({ a: () => onPick('approved'), x: () => onPick('rejected') })
  return null
}

/** Says why one may not decide, and who can. */
function Hindered({ room, next }: { room: Room; next: string | undefined }) {
  const { t } = useTranslation('review')
  const { hindrance, version, makers, decisions } = room
  const decided =
    hindrance === 'not_submitted' && decisions[0] && !decisions[0].stale ? decisions[0] : undefined
  return (
    <section className={css.bar} aria-label={t('decide.label')}>
      <Icon name={decided ? 'seal' : 'lock'} size={18} />
      <p className={css.why}>
        {decided
          ? t('whyNot.decided', { name: decided.decidedBy.name, verdict: t(`verdict.${decided.verdict}`) })
          : t(`whyNot.${hindrance ?? 'not_submitted'}`, { names: makers.join(', '), number: version.number })}
      </p>
      {next && (
        <Link className="link" to="/duyet/$versionId" params={{ versionId: next }}>
          {t('decide.next')}
        </Link>
      )}
      {hindrance === 'not_submitted' && <WithdrawApproval version={version} />}
    </section>
  )
}
