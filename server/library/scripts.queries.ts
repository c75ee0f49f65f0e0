import type { DbOrTrx, Trx } from '../db/open.ts'

/** The words spoken in one language, with their Vietnamese translation where somebody wrote it. */
export interface Script {
  language: string
  text: string
  translationVi: string | null
  editedBy: string
  revision: string
}

export async function scriptsOf(db: DbOrTrx, workId: string): Promise<Script[]> {
  const rows = await db
    .selectFrom('script')
    .selectAll()
    .where('work_id', '=', workId)
    .orderBy('language')
    .execute()
  return rows.map((row) => ({
    language: row.language,
    text: row.text,
    translationVi: row.translation_vi,
    editedBy: row.edited_by,
    revision: row.edited_at,
  }))
}

export async function scriptOf(db: DbOrTrx, workId: string, language: string): Promise<Script | undefined> {
  return (await scriptsOf(db, workId)).find((script) => script.language === language)
}

/** The text with its writer, who is kept beside it: who last edited a version's cut stays known besides. */
export async function putScript(trx: Trx, workId: string, script: Script): Promise<void> {
  const values = {
    text: script.text,
    translation_vi: script.translationVi,
    edited_by: script.editedBy,
    edited_at: script.revision,
  }
  await trx
    .insertInto('script')
    .values({ work_id: workId, language: script.language, ...values })
    .onConflict((conflict) => conflict.columns(['work_id', 'language']).doUpdateSet(values))
    .execute()
}
