import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { DossiersRegisterNumber } from '#platform/database/tables.ts'
import { newId } from '#platform/ids.ts'
import { placeSigners, requestSigning } from '../../signing/index.ts'
import { keepFile } from '../results/store.ts'
import type { SlipSetting } from '../slips/setting.ts'
import { type Series, slipNumber, takeSlipNumber } from '../slips/store.ts'
import { slipRowAt } from '../slips/templates.ts'
import { bookOf } from './books.ts'
import { daysToIssue, findRegister, type RegisterOrder } from './order-register.ts'
import { type PrintedRegister, printRegister } from './print-register.ts'

type Numbered = Selectable<DossiersRegisterNumber>

/**
 * Lập sổ: the register gets its number in the series of its desk, is kept and goes to be signed by the desk or, once that has ended, by its
 * heir: the key of an agency ends with it. Once a month, however often it runs: stopped between, it goes on with the number that
 * it took. It is set outside both transactions, for all readers of the log would stand meanwhile (docs/decisions/0002).
 */
export async function issueRegister(ctx: Context, setting: SlipSetting, order: RegisterOrder): Promise<void> {
  const { agencyId, month } = order
  const { desk, heir } = await bookOf(ctx, agencyId)
  const { from, to } = daysToIssue(desk, month)
  const { suffix } = slipRowAt(setting.templates, 'register', new Date(`${to}T12:00:00+07:00`))
  const series = { agencyId, suffix, year: Number(month.slice(0, 4)) }
  const taken = await ctx.db.transaction().execute((tx) => numberRegister(tx, ctx, { order, series }))
  if (!taken) return
  const number = slipNumber(taken)
  const printed = await printRegister(ctx, setting, { agencyId, from, to, number, at: taken.numberedAt })
  await ctx.files.put(printed.pdf)
  const name = `Sổ theo dõi hồ sơ ${number}${heir ? ` của ${desk.name}` : ''}, tháng ${month.slice(5)}/${month.slice(0, 4)}`
  const set = { order, taken, name, signer: heir?.agency.id ?? agencyId, printed }
  await ctx.db.transaction().execute((tx) => keepRegister(tx, ctx, set))
}

/** Nothing else numbers or keeps a register of this desk until the transaction ends. */
async function lockRegisters(tx: Transaction, agencyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`register:${agencyId}`}))`.execute(tx)
}

type Numbering = { readonly order: RegisterOrder; readonly series: Series }

/** The number that the register of the month has, or the next; undefined once it is issued. */
async function numberRegister(
  tx: Transaction,
  ctx: Context,
  { order: { agencyId, month }, series }: Numbering,
): Promise<Numbered | undefined> {
  await lockRegisters(tx, agencyId)
  if (await findRegister(tx, { agencyId, month })) return undefined
  const monthOn = `${month}-01`
  const known = await tx
    .selectFrom('dossiers.registerNumber')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('monthOn', '=', monthOn)
    .executeTakeFirst()
  if (known) return known
  return tx
    .insertInto('dossiers.registerNumber')
    .values({ ...series, monthOn, sequence: await takeSlipNumber(tx, series), numberedAt: ctx.now() })
    .returningAll()
    .executeTakeFirstOrThrow()
}

type SetRegister = {
  readonly order: RegisterOrder
  readonly taken: Numbered
  readonly name: string
  readonly signer: string
  readonly printed: PrintedRegister
}

async function keepRegister(
  tx: Transaction,
  ctx: Context,
  { order, taken, name, signer, printed }: SetRegister,
): Promise<void> {
  await lockRegisters(tx, order.agencyId)
  if (await findRegister(tx, order)) return
  const hash = createHash('sha256').update(printed.pdf).digest('hex')
  await keepFile(tx, { hash, size: printed.pdf.length, type: 'application/pdf' })
  const id = newId()
  const signingId = await requestSigning(tx, ctx, {
    kind: 'register',
    subjectId: id,
    agencyId: signer,
    name,
    fileHash: hash,
    signers: placeSigners([{ agencyId: signer }], printed.places),
  })
  const { numberedAt, ...numbered } = taken
  await tx
    .insertInto('dossiers.registerIssue')
    .values({
      id,
      ...numbered,
      rows: printed.rows,
      template: printed.row.template,
      fileHash: hash,
      signingId,
      issuedAt: numberedAt,
      issuedBy: order.by.id,
      issuedByName: order.by.name,
    })
    .execute()
}
