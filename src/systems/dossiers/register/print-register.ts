import { localInstant } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type SetPaper, setPaper, type Template } from '#platform/documents/index.ts'
import { formatDate, formatLongDate } from '#platform/text/index.ts'
import { officeOf } from '../slips/evidence.ts'
import type { SlipSetting } from '../slips/setting.ts'
import { placeName } from '../slips/slip-data.ts'
import { type SlipRow, type SlipTemplates, slipRowAt } from '../slips/templates.ts'
import { shortInstant } from '../slips/words.ts'
import { bookOf, type Heir } from './books.ts'
import { countRegister, type RegisterPeriod, type RegisterRow, registerRows } from './rows.ts'
import { entryOf, mayBePrinted } from './rules.ts'

export const methodWords: Readonly<Record<string, string>> = {
  counter: 'Tại một cửa',
  online: 'Bản điện tử',
  post: 'Bưu chính',
}

export type PrintedRegister = SetPaper & { readonly row: SlipRow; readonly rows: number }

type Order = RegisterPeriod & { readonly number: string | null; readonly at: Date }

/**
 * Sổ theo dõi hồ sơ of a desk and a period in the form of the act of its last day, under its own name, also after its end: then the
 * paper says who draws it up as its heir, and by which acts.
 * @throws Refusal 422 for more than 2,000 dossiers.
 */
export async function printRegister(
  ctx: Context,
  { templates, publicUrl }: SlipSetting,
  { number, at, ...period }: Order,
): Promise<PrintedRegister> {
  const count = await countRegister(ctx.db, period)
  mayBePrinted(count)
  const row = slipRowAt(templates, 'register', localInstant(period.to, '12:00'))
  const [office, { heir }] = await Promise.all([
    officeOf(ctx.db, period.agencyId),
    bookOf(ctx, period.agencyId),
  ])
  const lines: object[] = []
  for await (const each of registerRows(ctx.db, period)) lines.push(lineOf(each))
  const register = {
    title: `Sổ theo dõi hồ sơ ${formatDate(period.from)} - ${formatDate(period.to)}`,
    formName: row.name,
    legalAct: row.legalAct,
    number,
    issuer: { parent: office.parent?.name ?? '', name: office.agency.name },
    heir: heir && heirWords(heir, office.agency.name),
    place: placeName(office.area),
    date: formatLongDate(at),
    from: formatDate(period.from),
    to: formatDate(period.to),
    lines,
    publicUrl,
  }
  const paper = await setPaper(documentOfRegister(templates, row), { register }, { createdAt: at })
  return { ...paper, row, rows: count }
}

function heirWords({ agency, acts, since }: Heir, before: string): string {
  return `${agency.name} lập sổ này, kế thừa ${before} từ ngày ${formatDate(since)} theo ${acts.join(', ')}.`
}

/** The texts of one line, ready to print. */
function lineOf(row: RegisterRow): object {
  const { number, day } = entryOf(row)
  return {
    order: `${number}\n${day}`,
    code: row.code,
    procedure: row.procedureName,
    applicant: row.applicantName,
    contact: [row.applicantAddress, row.applicantPhone].filter(Boolean).join(', '),
    agency: row.agencyName,
    received: shortInstant(row.receivedAt),
    promised: row.promisedAt ? shortInstant(row.promisedAt) : '',
    returned: row.returnedAt ? shortInstant(row.returnedAt) : '',
    method: methodWords[row.resultMethod] ?? '',
    taken: row.handedTo ?? '',
  }
}

function documentOfRegister(templates: SlipTemplates, row: SlipRow): Template {
  const source = [
    `#import "/${row.template}": register`,
    '#let it = json("/data.json").register',
    '#set document(title: it.title, date: auto)',
    '#register(it)',
  ]
  return { source: source.join('\n'), files: templates.files }
}
