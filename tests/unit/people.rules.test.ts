import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTry, type Failures, LIMITS, lockedForMs } from '../../server/people/lock-out.rules.ts'
import { isLogin, loginFor } from '../../server/people/login.ts'
import { parsePasted, roleFromWord } from '../../server/people/paste.ts'
import { normalisePhone, phoneForReading } from '../../server/people/phone.rules.ts'

describe('phone numbers', () => {
  it('reads every way people write one number', () => {
    const ways = [
      '0912345678',
      '+84912345678',
      '+84 912 345 678',
      '0084912345678',
      '84912345678',
      ' 0912.345.678 ',
      '0912-345-678',
      '912345678',
      '(0912) 345 678',
      '+84 0912345678',
    ]
    expect(ways.map(normalisePhone)).toEqual(ways.map(() => '0912345678'))
  })
  it('takes a fixed line of the province', () => {
    expect(normalisePhone('0206 3852 123')).toBe('02063852123')
  })
  it('refuses what is no number of a phone', () => {
    for (const text of ['', '12345', '0112345678', '09123456789', 'hoant', '0912 34a 678', '+1 912 345 6789'])
      expect(normalisePhone(text), text).toBeUndefined()
  })
  it('keeps a normalised number as it is', () => {
    const mobile = fc.tuple(fc.constantFrom('3', '5', '7', '8', '9'), fc.stringMatching(/^\d{8}$/))
    fc.assert(fc.property(mobile, ([head, rest]) => normalisePhone(`0${head}${rest}`) === `0${head}${rest}`))
  })
  it('writes a number in groups, as it is read out', () => {
    expect(phoneForReading('0912345678')).toBe('0912 345 678')
  })
})

describe('lock-out', () => {
  const minute = 60_000
  const tries = (times: number[], limit: number) =>
    times.reduce<Failures | undefined>((before, at) => countTry(before, at, limit), undefined)

  it('locks an account for a quarter of an hour at the fifth try', () => {
    expect(lockedForMs(tries([0, 1, 2, 3], LIMITS.account), 4)).toBe(0)
    expect(lockedForMs(tries([0, 1, 2, 3, 4], LIMITS.account), 4)).toBe(15 * minute)
    expect(lockedForMs(tries([0, 1, 2, 3, 4], LIMITS.account), 4 + 15 * minute)).toBe(0)
  })
  it('forgets tries that are a quarter of an hour old', () => {
    const spread = [0, 1, 2, 3].map((n) => n * minute)
    expect(countTry(tries(spread, LIMITS.account), 60 * minute, LIMITS.account).count).toBe(1)
  })
  it('lets an office of many people make more mistakes than one person', () => {
    expect(LIMITS.address).toBeGreaterThan(LIMITS.account * 3)
  })
})

describe('user names', () => {
  it('makes one from given name and initials, as offices here do', () => {
    expect(loginFor('Nông Thị Hoa', new Set())).toBe('hoant')
    expect(loginFor('Đặng Văn Ước', new Set())).toBe('uocdv')
  })
  it('counts on where the name is taken', () => {
    expect(loginFor('Nông Thị Hoa', new Set(['hoant', 'hoant2']))).toBe('hoant3')
  })
  it('always makes one that can be used and is no phone number', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => isLogin(loginFor(name, new Set()))))
    expect(isLogin('0912345678')).toBe(false)
    expect(isLogin('Hoa')).toBe(false)
    expect(isLogin('h')).toBe(false)
  })
})

describe('a pasted table', () => {
  const hoa = {
    name: 'Nông Thị Hoa',
    phone: '0912 345 678',
    unit: 'Đoàn Nghệ thuật tỉnh',
    role: 'Biên tập viên',
  }
  const cells = [hoa.name, hoa.phone, hoa.unit, hoa.role]

  it.each(['\t', ';', ','])('is read with columns parted by %j', (mark) => {
    expect(parsePasted(cells.join(mark))).toEqual([{ line: 1, ...hoa }])
  })
  it('follows its headings, whatever their order and language', () => {
    expect(
      parsePasted(`Vai trò\tHọ và tên\tSĐT\tĐơn vị\n${hoa.role}\t${hoa.name}\t${hoa.phone}\t${hoa.unit}`),
    ).toEqual([{ line: 2, ...hoa }])
    expect(parsePasted(`Name;Role;Unit\n${hoa.name};producer;X`)[0]).toMatchObject({
      role: 'producer',
      phone: '',
    })
  })
  it('skips empty lines and a mark of Windows, and keeps line numbers', () => {
    expect(
      parsePasted(`\uFEFF\r\n${cells.join('\t')}\r\n\r\n\t\t\t\r\n${cells.join('\t')}\r\n`).map(
        (row) => row.line,
      ),
    ).toEqual([2, 5])
  })
  it('reads a comma within quotes as part of the cell', () => {
    expect(parsePasted('Hoa,0912345678,"Trung tâm Văn hóa, Thông tin",Duyệt')[0]?.unit).toBe(
      'Trung tâm Văn hóa, Thông tin',
    )
  })
  it('never fails on anything that can be pasted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '"', ';', ',', '\t', '\n', '\r', ' ', 'Đ'), { maxLength: 40 }),
        (signs) => {
          expect(Array.isArray(parsePasted(signs.join('')))).toBe(true)
        },
      ),
    )
  })
  it('understands roles in both languages, with or without tones', () => {
    const words = [
      'Biên tập viên',
      'tham dinh',
      'Xếp lịch',
      'ĐỘI CHIẾU PHIM',
      'Lãnh đạo',
      'Quản trị',
      'film team',
      'Approver',
    ]
    expect(words.map(roleFromWord)).toEqual([
      'producer',
      'approver',
      'scheduler',
      'film_team',
      'official',
      'admin',
      'film_team',
      'approver',
    ])
    expect(roleFromWord('giám đốc')).toBeUndefined()
  })
})
