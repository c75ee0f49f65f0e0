import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { partsOf } from '../../server/today/sentence.ts'
import { itemKinds } from '../../server/today/today.schema.ts'
import { hasWords } from '../../server/words/words.ts'
import { aVersion } from '../support/library.ts'
import { anAppWithChannel } from '../support/schedule.ts'
import { todayOf } from '../support/today.ts'

type App = Awaited<ReturnType<typeof anAppWithChannel>>
const opened: App[] = []
let app: App
beforeEach(async () => {
  app = await anAppWithChannel()
  opened.push(app)
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()))
})

describe('its words', () => {
  it('count every kind of thing that can wait', () => {
    for (const kind of itemKinds)
      for (const form of ['one', 'other']) expect(hasWords(`today.count_${kind}_${form}`)).toBe(true)
  })

  it('are cut at their marks', () => {
    expect(partsOf('Có \ue000một chỗ\ue002 và \ue001hạn\ue002.')).toEqual([
      { text: 'Có ' },
      { text: 'một chỗ', mark: 'warn' },
      { text: ' và ' },
      { text: 'hạn', mark: 'key' },
      { text: '.' },
    ])
  })

  it('speak the reader’s language', async () => {
    await aVersion(app.deps)
    expect((await todayOf(app, 'producer', { 'accept-language': 'en' })).said).toBe(
      'Your unit has one version to submit.',
    )
  })
})
