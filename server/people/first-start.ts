import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { change } from '../db/audit.ts'
import { settingOf } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Auth } from './auth.ts'
import { makeCode, setPassword } from './codes.service.ts'
import { demoAccounts, demoPassword, demoTeams, demoUnits } from './demo.rules.ts'
import { addPerson } from './people.service.ts'
import { addTeam, addUnit, setTeamMembers } from './units.service.ts'

/** At every start: the demonstration's accounts, or a way in for the first admin as long as nobody has come in. */
export async function seedPeople(deps: Deps, auth: Auth, log: Pick<Logger, 'warn'>): Promise<void> {
  await keepDemoApart(deps)
  if (deps.config.demo) return seedDemo(deps, auth)
  const anyPassword = await deps.db.selectFrom('auth_account').select('id').executeTakeFirst()
  const file = join(deps.config.dataDir, 'first-sign-in.txt')
  if (anyPassword) return rm(file, { force: true })
  const personId = await firstAdmin(deps)
  const { code, login, expiresAt } = await makeCode(deps, auth.secret, null, { personId })
  await writeFile(
    file,
    `Tên đăng nhập: ${login}\nMã một lần: ${code}\nDùng được đến ${expiresAt}. Vào trang đăng nhập, chọn “Tôi có mã một lần”.\n`,
    { mode: 0o600 },
  )
  // There is no default password, and a log is no place for a code: whoever starts the server reads it from the file.
  log.warn(
    { login, expiresAt, file },
    'nobody has signed in yet: set the first admin up with the code in this file',
  )
}

/** Accounts whose password everybody knows must never open real work, nor real work be shown as a demonstration. */
async function keepDemoApart(deps: Deps): Promise<void> {
  const asked = deps.config.demo ? '1' : '0'
  const known = await settingOf(deps.db, 'demo')
  if (!known) await deps.db.insertInto('setting').values({ key: 'demo', value: asked }).execute()
  else if (known !== asked)
    throw new Error(
      asked === '1'
        ? 'Thư mục dữ liệu này là dữ liệu thật, không mở được bằng --demo.\nThis data folder holds real work and cannot be opened with --demo.'
        : 'Thư mục dữ liệu này là bản trình diễn, mật khẩu ai cũng biết. Hãy chọn thư mục khác bằng --data.\nThis data folder is a demonstration whose passwords everybody knows. Choose another with --data.',
    )
}

async function firstAdmin(deps: Deps): Promise<string> {
  const known = await deps.db.selectFrom('person').select('id').where('role', '=', 'admin').executeTakeFirst()
  if (known) return known.id
  const unit = await addUnit(deps, null, { name: 'Sở Văn hóa, Thể thao và Du lịch', kind: 'department' })
  const input = { name: 'Quản trị hệ thống', login: 'quan-tri', role: 'admin', languages: ['vi'] } as const
  const { id } = await addPerson(deps, null, { ...input, languages: [...input.languages], unitId: unit.id })
  return id
}

async function seedDemo(deps: Deps, auth: Auth): Promise<void> {
  const { db } = deps
  for (const unit of demoUnits)
    if (!(await db.selectFrom('unit').select('id').where('id', '=', unit.id).executeTakeFirst()))
      await addUnit(deps, null, unit)

  const passwordHash = await auth.passwords.hash(demoPassword)
  const idOf = new Map<string, string>()
  for (const account of demoAccounts) {
    const known = await db
      .selectFrom('person')
      .select('id')
      .where('login', '=', account.login)
      .executeTakeFirst()
    if (known) {
      idOf.set(account.login, known.id)
      continue
    }
    const { id } = await addPerson(deps, null, account)
    idOf.set(account.login, id)
    await change(deps, null, async (trx, record) => {
      await setPassword(trx, id, passwordHash)
      await record({ action: 'people.set_demo_password', subjectKind: 'person', subjectId: id })
    })
  }

  for (const { id, name, unitId, memberLogins } of demoTeams) {
    if (await db.selectFrom('team').select('id').where('id', '=', id).executeTakeFirst()) continue
    await addTeam(deps, null, { id, name, unitId })
    const personIds = memberLogins.flatMap((login) => idOf.get(login) ?? [])
    await setTeamMembers(deps, null, { teamId: id, personIds })
  }
}
