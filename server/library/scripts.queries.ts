import type { DbOrTrx } from '../db/open.ts'

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
