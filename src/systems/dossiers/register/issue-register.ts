import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { placeSigners, requestSigning } from '../../signing/index.ts'
import { keepFile } from '../results/store.ts'
import type { SlipSetting } from '../slips/setting.ts'
import { slipNumber, takeSlipNumber } from '../slips/store.ts'
import { slipRowAt } from '../slips/templates.ts'
import { bookOf } from './books.ts'
import { daysToIssue, findRegister, type RegisterOrder } from './order-register.ts'
import { printRegister } from './print-register.ts'

/**
 * Lập sổ: the register gets its number in the series of its desk, is kept and goes to be signed by the desk or, once that has ended, by its
 * heir: the key of an agency ends with it. Once a month, however often it runs.
 */
export async function issueRegister(
  ctx: Context,
  setting: SlipSetting,
  { agencyId, month, by }: RegisterOrder,
): Promise<void> {
  const { desk, heir } = await bookOf(ctx, agencyId)
  const { from, to } = daysToIssue(desk, month)
  const signer = heir?.agency.id ?? agencyId
  const at = ctx.now()
  await ctx.db.transaction().execute(async (tx) => {
    const { suffix } = slipRowAt(setting.templates, 'register', new Date(`${to}T12:00:00+07:00`))
    const series = { agencyId, suffix, year: Number(month.slice(0, 4)) }
    await sql`select pg_advisory_xact_lock(hashtext(${`register:${agencyId}`}))`.execute(tx)
    if (await findRegister(tx, { agencyId, month })) return
    const sequence = await takeSlipNumber(tx, series)
    const number = slipNumber({ sequence, suffix })
    const printed = await printRegister(ctx, setting, { agencyId, from, to, number, at })
    const hash = createHash('sha256').update(printed.pdf).digest('hex')
    await ctx.files.put(printed.pdf)
    await keepFile(tx, { hash, size: printed.pdf.length, type: 'application/pdf' })
    const id = newId()
    const signingId = await requestSigning(tx, ctx, {
      kind: 'register',
      subjectId: id,
      agencyId: signer,
      name: `Sổ theo dõi hồ sơ ${number}${heir ? ` của ${desk.name}` : ''}, tháng ${month.slice(5)}/${month.slice(0, 4)}`,
      fileHash: hash,
      signers: placeSigners([{ agencyId: signer }], printed.places),
    })
    await tx
      .insertInto('dossiers.registerIssue')
      .values({
        id,
        ...series,
        sequence,
        monthOn: `${month}-01`,
        rows: printed.rows,
        template: printed.row.template,
        fileHash: hash,
        signingId,
        issuedAt: at,
        issuedBy: by.id,
        issuedByName: by.name,
      })
      .execute()
  })
}
