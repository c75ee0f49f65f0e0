import { placesInForce } from '../../areas/areas.service.ts'
import type { DbOrTrx } from '../../db/open.ts'
import { found } from '../../errors.ts'
import { approvedFor } from '../library.rules.ts'
import { languageCodes } from '../library.schema.ts'
import { type Version, versionsOf } from '../versions.queries.ts'
import { countWorks, listWorks } from '../works.list.ts'
import { workById } from '../works.queries.ts'
import type { WorkFilter } from '../works.schema.ts'
import {
  countsByLanguage,
  lastListeners,
  type Speaker,
  speakers,
  type Written,
  writtenFor,
} from './languages.queries.ts'
import { furthest, nextActOf, standingOf, type Unheard, unheardIn } from './languages.rules.ts'
import type { LanguageCell } from './languages.schema.ts'

type Places = Awaited<ReturnType<typeof placesInForce>>

/** One work against the languages: what there is of each, who may record it, and where nothing will be understood. */
export async function languagesOfWork(db: DbOrTrx, workId: string, day: string) {
  const work = found(await workById(db, workId))
  const versions = await versionsOf(db, [workId])
  const written = await writtenFor(db, [workId])
  const places = await placesInForce(db, day)
  const people = await speakers(db)
  const listened = await lastListeners(db)
  return {
    cells: cellsOf(versions, written).map((cell) => {
      const speak = people.filter((person) => person.languages.includes(cell.language))
      return {
        ...cell,
        recorders: speak.filter((one) => one.mayRecord && one.unitId === work.unitId).map(named),
        listeners: speak.map(named),
        lastListener: listened.get(cell.language) ?? null,
        ...spread(places, cell.language),
      }
    }),
    wordless: isWordless(versions),
    unheard: unheardOf(places, versions),
  }
}

/** The works a filter finds against the languages, a page at a time, and how the whole library stands in each. */
export async function languagesOfLibrary(db: DbOrTrx, filter: WorkFilter, day: string) {
  const { works, total, nextCursor } = await listWorks(db, filter)
  const written = await writtenFor(
    db,
    works.map(({ id }) => id),
  )
  const places = await placesInForce(db, day)
  return {
    at: day,
    languages: await standingOfLibrary(db, filter.kind, places),
    works: works.map(({ versions, ...work }) => ({
      id: work.id,
      title: work.title,
      kind: work.kind,
      unitId: work.unitId,
      unitName: work.unitName,
      wordless: isWordless(versions),
      cells: cellsOf(
        versions,
        written.filter(({ workId }) => workId === work.id),
      ),
      unheard: unheardOf(places, versions),
    })),
    total,
    nextCursor,
  }
}

async function standingOfLibrary(db: DbOrTrx, kind: WorkFilter['kind'], places: Places) {
  const count = await countsByLanguage(db, kind)
  const people = await speakers(db)
  const worded = await countWorks(db, { kind, worded: true })
  return languageCodes.map((language) => {
    const approved = count(language, 'approved')
    const waiting = count(language, 'waiting')
    const recorded = count(language, 'recorded')
    return {
      language,
      approved,
      waiting,
      recorded,
      none: worded - approved - waiting - recorded,
      ...spread(places, language),
      recorders: people.filter((one) => one.mayRecord && one.languages.includes(language)).length,
    }
  })
}

function cellsOf(versions: readonly Version[], written: readonly Written[]): LanguageCell[] {
  return languageCodes.map((language) => {
    const version = furthest(versions, language)
    const script = written.find((one) => one.language === language)
    return {
      language,
      standing: standingOf(version),
      versionId: version?.id ?? null,
      number: version?.number ?? null,
      approvedUses: version?.approvedUses ?? [],
      hasScript: Boolean(script?.text.trim()),
      hasTranslation: language === 'vi' || Boolean(script?.translationVi?.trim()),
      next: nextActOf(language, version, script),
    }
  })
}

const isWordless = (versions: readonly Version[]) =>
  versions.length > 0 && versions.every(({ language }) => language === null)

function unheardOf(places: Places, versions: readonly Version[]): Unheard {
  const audible = versions.filter((version) => approvedFor(version, 'loudspeaker'))
  return unheardIn(places, new Set(audible.map(({ language }) => language)))
}

const spread = (places: Places, language: string) => ({
  firstIn: places.filter((place) => place.languages[0] === language).length,
  spokenIn: places.filter((place) => place.languages.includes(language)).length,
})

const named = ({ id, name, unitName }: Speaker) => ({ id, name, unitName })
