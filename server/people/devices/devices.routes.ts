import { Hono } from 'hono'
import qrcode from 'qrcode'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import type { Env } from '../../http/env.ts'
import { linkDoor } from '../../http/link-door.ts'
import { actorOf, allow, byId, validate } from '../../http/route.ts'
import { originOf } from '../../http/security.ts'
import { listDevices, waitingCodes } from './devices.queries.ts'
import {
  deviceCodeShape,
  deviceShape,
  type Enrolment,
  enrolled,
  enrolment,
  newDeviceCode,
  revoking,
  silence,
  waitingCode,
} from './devices.schema.ts'
import { dropCode, enrol, makeDeviceCode, revokeDevice } from './devices.service.ts'
import { changeSilentDays, silentDaysNow } from './silence.service.ts'

const tags = ['devices']

/** `pinned` is the fingerprint of the key that a device believes from the start, told by the same QR code that pairs it. */
export const devicesRoutes = (
  deps: Deps,
  { secret, pinned }: { secret: string; pinned?: () => Promise<string> },
) => {
  const door = linkDoor(deps.config, (told: Enrolment) => enrol(deps, secret, told))
  return new Hono<Env>()
    .get(
      '/devices',
      allow('devices.read', {
        summary: 'Phones and laptops of the teams; a film team sees its own',
        tags,
        returns: z.object({
          devices: z.array(deviceShape),
          codes: z.array(waitingCode),
          silentDays: silence.shape.days,
        }),
      }),
      async (c) => {
        const actor = actorOf(c)
        const teamIds = actor.role === 'film_team' ? actor.teamIds : undefined
        const codes = await waitingCodes(deps.reads, new Date().toISOString(), teamIds)
        const silentDays = await silentDaysNow(deps.reads)
        return c.json({ devices: await listDevices(deps.reads, teamIds), codes, silentDays })
      },
    )
    .post(
      '/devices/codes',
      allow('devices.enrol', {
        summary: 'A code that pairs one device with a team, within an hour',
        tags,
        returns: deviceCodeShape,
      }),
      validate('json', newDeviceCode),
      async (c) => {
        const made = await makeDeviceCode(deps, secret, actorOf(c), c.req.valid('json'))
        // After `#`, so that neither server nor proxy ever logs the code.
        const told = new URLSearchParams({
          'ghi-danh': made.code,
          ...(pinned ? { goc: await pinned() } : {}),
        })
        const url = `${originOf(c, deps.config.publicUrl)}/doi/#${told}`
        const qrSvg = await qrcode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
        return c.json({ ...made, url, qrSvg })
      },
    )
    .delete(
      '/devices/codes/:id',
      allow('devices.enrol', { summary: 'End a pairing code that nobody used', tags }),
      byId,
      async (c) => {
        await dropCode(deps, actorOf(c), c.req.valid('param').id)
        return c.json({ dropped: true })
      },
    )
    .put(
      '/devices/silence',
      allow('devices.rules', {
        summary: 'Say after how many days of silence a device is worth a call',
        tags,
      }),
      validate('json', silence),
      async (c) => {
        await changeSilentDays(deps, actorOf(c), c.req.valid('json'))
        return c.json({ saved: true })
      },
    )
    .post(
      '/devices/:id/revoke',
      allow('devices.revoke', { summary: 'Take a device’s token away; its log may still come', tags }),
      byId,
      validate('json', revoking),
      async (c) => {
        await revokeDevice(deps, actorOf(c), { id: c.req.valid('param').id, ...c.req.valid('json') })
        return c.json({ revoked: true })
      },
    )
    .post(
      '/field/enrol',
      allow('public', { summary: 'Pair this device by its code', tags, returns: enrolled }),
      validate('json', enrolment),
      async (c) => c.json(await door.open(c, c.req.valid('json'))),
    )
}
