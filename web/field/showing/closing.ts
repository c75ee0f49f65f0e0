import { readManifest } from '../../../server/packages/verify.rules.ts'
import { dayOf } from '../clock-store.ts'
import { thisDevice } from '../enrol/device.ts'
import { append, ownEvents } from '../log/chain.ts'
import { db } from '../store/db.ts'
import { forget } from '../store/kept.ts'
import type { Draft } from './draft.ts'

/** Writes down what happened, with its photo, in one step; what was filled in is then forgotten. */
export async function close(draft: Draft, headRole: string): Promise<void> {
  const device = await thisDevice()
  if (!device || !draft.hamlet) return
  const { key, held, photo, hamlet } = draft
  const isPlanned = key !== '' && !key.startsWith('+')
  const beside = isPlanned
    ? {}
    : {
        day: draft.day,
        hamlet: hamlet.name,
        place: hamlet.place,
        ...(key ? { corrects: Number(key.slice(1)) } : {}),
      }
  const outcome = held
    ? {
        outcome: 'held',
        exact: draft.exact,
        confirmedBy: draft.by.trim(),
        confirmedRole: headRole,
        photo: photo?.sha256 ?? null,
      }
    : { outcome: 'postponed', reason: draft.reason.trim(), movedTo: draft.movedTo || null }
  const happening = {
    kind: 'showing' as const,
    packageId: (await playedOn(draft.day))?.packageId ?? null,
    showingId: isPlanned ? key : null,
    hamletId: hamlet.id,
    count: held ? draft.count : null,
    detail: { ...outcome, ...beside },
  }
  await db.transaction('rw', db.events, db.kept, db.photos, () =>
    append(device.id, happening, async () => {
      if (held && photo?.jpeg) await db.photos.put({ sha256: photo.sha256, jpeg: photo.jpeg })
      await forget('closing')
    }),
  )
}

/** Which playlist sounded on a day, by this phone's own log. */
export async function playedOn(day: string): Promise<{ packageId: string; title: string } | null> {
  const device = await thisDevice()
  const last = await ownEvents(device?.id ?? '')
    .reverse()
    .filter(({ kind, at }) => (kind === 'play' || kind === 'declared') && dayOf(Date.parse(at)) === day)
    .first()
  const one = last?.packageId ? await db.packages.get(last.packageId) : undefined
  const title = one && readManifest(one.manifestText)?.playlist.title
  return one && title ? { packageId: one.id, title } : null
}
