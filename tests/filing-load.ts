import { randomUUID } from 'node:crypto'
import { type House, openHouse } from '../src/house.ts'
import { readConfig } from '../src/platform/config.ts'
import { newId } from '../src/platform/ids.ts'
import { samplePersons } from '../src/sandbox/persons.ts'
import { getDraft } from '../src/systems/dossiers/actions/edit-draft.ts'
import { attachPaper, saveDraft, startDraft } from '../src/systems/dossiers/index.ts'
import { birthAnswers, smallPdf } from '../src/systems/dossiers/testing-birth.ts'
import { personOf, sessionCookie, startSession } from '../src/systems/identity/index.ts'

/** Complete drafts of one signed-in citizen, ready to be submitted over HTTP with one body, because all are in one revision. */
export type FilingLoad = {
  readonly cookie: string
  readonly drafts: readonly string[]
  readonly submission: string
}

/**
 * Prepares drafts in a running instance: one made by the real actions, the rest copied from it in the database,
 * because what is tried is the submission.
 */
export async function prepareFilings(
  databaseUrl: string,
  { dataDir, count }: { dataDir: string; count: number },
): Promise<FilingLoad> {
  const house = openHouse(databaseUrl, { filesFolder: `${dataDir}/files` })
  try {
    const token = await signIn(house)
    const ctx = await house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
    const { id } = await startDraft(ctx, { procedureCode: '1.001193' })
    await saveDraft(ctx, { id, data: birthAnswers })
    const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
    await attachPaper(ctx, { id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
    const drafts = Array.from({ length: count }, () => newId())
    await copyRows(house, { from: id, drafts })
    const { revision } = await getDraft(ctx.db, ctx, id)
    const submission = JSON.stringify({ declared: true, revision })
    return { cookie: `${sessionCookie}=${token}`, drafts, submission }
  } finally {
    await house.close()
  }
}

async function signIn(house: House): Promise<string> {
  const person = samplePersons.find(({ key }) => key === 'thach-rinh')
  if (!person) throw new Error('The sample citizen is gone')
  const ctx = await house.contextOf({ id: randomUUID(), cookies: {} })
  const verified = personOf(readConfig({}).oidc.issuer, { sub: person.key, ...person.claims })
  const { token } = await startSession(ctx, { person: verified })
  return token
}

async function copyRows(
  house: House,
  { from, drafts }: { from: string; drafts: readonly string[] },
): Promise<void> {
  const columns = async (table: string, but: string[]) => {
    const { rows } = await house.owner.query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
        where table_schema = 'dossiers' and table_name = $1 and column_name <> all($2) and is_generated = 'NEVER'`,
      [table, but],
    )
    return rows.map((row) => row.name).join(', ')
  }
  const draft = await columns('draft', ['id', 'agency_id'])
  const paper = await columns('attachment', ['id', 'dossier_id'])
  // Spread over the communes as in life: submissions to one desk wait for one another's number.
  await house.owner.query(
    `with commune as (select array_agg(id order by id) as ids from administration.agency where kind = 'commune-committee')
     insert into dossiers.draft (id, agency_id, ${draft})
     select new_id, commune.ids[1 + n % cardinality(commune.ids)], ${draft}
       from dossiers.draft, unnest($2::uuid[]) with ordinality as copy (new_id, n), commune where id = $1`,
    [from, drafts],
  )
  await house.owner.query(
    `insert into dossiers.attachment (id, dossier_id, ${paper})
     select gen_random_uuid(), new_id, ${paper} from dossiers.attachment, unnest($2::uuid[]) as new_id where dossier_id = $1`,
    [from, drafts],
  )
}
