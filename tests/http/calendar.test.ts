import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApp } from '../support/app.ts'

let app: Awaited<ReturnType<typeof anApp>>
beforeAll(async () => {
  app = await anApp()
})
afterAll(() => app.close())

describe('the calendar', () => {
  it('says the station’s day in both calendars and the occasion ahead', async () => {
    const response = await app.as('film_team').get('/api/calendar/today')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      date: '2021-09-27',
      weekday: 1,
      lunar: { day: 21, month: 8, yearName: 'Tân Sửu', leap: false },
      occasion: { title: '71 năm Ngày Giải phóng Cao Bằng', daysLeft: 6, years: 71 },
    })
  })

  it('names occasions in the reader’s language', async () => {
    const response = await app.as('official').get('/api/calendar/today', { 'accept-language': 'en' })
    expect((await response.json()).occasion.title).toBe('Liberation of Cao Bằng, 71 years')
  })

  it('gives the heads of a week', async () => {
    const response = await app.as('scheduler').get('/api/calendar/days?from=2021-09-27&to=2021-10-03')
    const days = await response.json()
    expect(days).toHaveLength(7)
    expect(days[6]).toMatchObject({ date: '2021-10-03', weekday: 7, lunar: { day: 27, month: 8 } })
    expect(days[6].occasions[0].key).toBe('cao-bang')
    expect(days[0].occasions).toEqual([])
  })

  it('refuses a stretch that runs backwards, is too long, or is no date', async () => {
    for (const query of [
      'from=2021-10-03&to=2021-09-27',
      'from=2021-01-01&to=2031-01-01',
      'from=2021-02-30&to=2021-03-01',
    ]) {
      const response = await app.as('scheduler').get(`/api/calendar/days?${query}`)
      expect(response.status).toBe(400)
      expect((await response.json()).error.code).toBe('invalid')
    }
  })

  it('asks for sign-in', async () => {
    expect((await app.as(null).get('/api/calendar/today')).status).toBe(401)
  })
})
