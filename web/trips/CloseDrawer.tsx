import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateInput } from '../ui/DateInput.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { date } from '../ui/format.ts'
import { smallPhoto } from '../ui/small-photo.ts'
import { toast } from '../ui/toasts.ts'
import css from './Trips.module.css'
import { type Showing, useCloseShowing } from './trips.api.ts'

const rough = [20, 50, 100] as const

/** Twenty seconds: how many came, who says so, a photo. Or why it was put off. */
export function CloseDrawer({ showing, onClose }: { showing: Showing; onClose: () => void }) {
  const { t } = useTranslation('trips')
  const [held, setHeld] = useState(showing.state !== 'postponed')
  const [audience, setAudience] = useState<number | null>(showing.audience)
  const [exact, setExact] = useState(showing.exact)
  const [confirmedBy, setConfirmedBy] = useState(showing.confirmedBy || showing.headName)
  const [photo, setPhoto] = useState<Blob | null>(null)
  const [reason, setReason] = useState(showing.reason)
  const [movedTo, setMovedTo] = useState(showing.movedTo ?? '')
  const close = useCloseShowing()
  const ready = held ? audience !== null : reason.trim().length >= 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const said = held
      ? {
          outcome: 'held' as const,
          audience: audience ?? 0,
          exact,
          confirmedBy,
          confirmedRole: t('head'),
          photo: showing.photo?.sha256 ?? null,
        }
      : { outcome: 'postponed' as const, reason: reason.trim(), movedTo: movedTo || null }
    close.mutate(
      { id: showing.id, said, photo },
      {
        onSuccess: () => {
          toast(t('closed', { name: showing.hamlet.name }))
          onClose()
        },
      },
    )
  }
  const caption = t('caption', {
    hamlet: showing.hamlet.name,
    place: showing.place.name,
    time: showing.time,
    day: date(showing.day),
    team: showing.team.name,
  })
  return (
    <Drawer title={t('closeOf', { name: showing.hamlet.name })} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p className="sec">{caption}</p>
        <SegmentedControl
          fullWidth
          value={held ? 'held' : 'postponed'}
          onChange={(value) => setHeld(value === 'held')}
          data={[
            { value: 'held', label: t('wasHeld') },
            { value: 'postponed', label: t('wasPostponed') },
          ]}
        />
        {held ? (
          <>
            <fieldset className={css.counts}>
              <legend>{t('audience')}</legend>
              {rough.map((count) => (
                <Button
                  key={count}
                  size="lg"
                  variant={!exact && audience === count ? 'filled' : 'default'}
                  aria-pressed={!exact && audience === count}
                  onClick={() => {
                    setAudience(count)
                    setExact(false)
                  }}
                >
                  {t('about', { count })}
                </Button>
              ))}
            </fieldset>
            <NumberInput
              label={t('exactly')}
              min={0}
              max={100_000}
              hideControls
              value={exact ? (audience ?? '') : ''}
              onChange={(value) => {
                if (typeof value !== 'number') return
                setAudience(value)
                setExact(true)
              }}
            />
            <TextInput
              label={t('confirmedBy')}
              value={confirmedBy}
              onChange={(event) => setConfirmedBy(event.currentTarget.value)}
            />
            <label className={css.photo}>
              {t('photo')}
              <input
                type="file"
                accept="image/*"
                capture="environment"
                onChange={async (event) => {
                  const [file] = event.currentTarget.files ?? []
                  setPhoto(file ? await smallPhoto(file, [caption]) : null)
                }}
              />
            </label>
            {showing.photo?.arrived && !photo && (
              <figure className={css.figure}>
                <img src={`/api/photos/${showing.photo.sha256}`} alt={caption} />
                <figcaption className="sec">{caption}</figcaption>
              </figure>
            )}
          </>
        ) : (
          <>
            <TextInput
              label={t('reason')}
              placeholder={t('reasonHint')}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <DateInput label={t('movedTo')} value={movedTo} onChange={setMovedTo} />
          </>
        )}
        {close.error && <p role="alert">{close.error.message}</p>}
        <Button type="submit" size="lg" loading={close.isPending} disabled={!ready}>
          {t(held ? 'closeHeld' : 'closePostponed')}
        </Button>
        {!ready && <p className="sec">{t(held ? 'sayAudience' : 'sayReason')}</p>}
      </form>
    </Drawer>
  )
}
