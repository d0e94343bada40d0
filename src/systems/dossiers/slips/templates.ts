import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { Template } from '#platform/documents/index.ts'
import { notFound } from '#platform/errors.ts'
import { Certainty, Day, type FileProblem, readJson, refuseProblems } from '#platform/province/index.ts'

const slipForms = ['receipt', 'supplement-request', 'refusal', 'apology', 'stop-notice', 'control'] as const

/** The slips of one dossier: form 01 to 04, 05 and 05/06 of the acts on the one-stop mechanism. */
export const SlipForm = Type.Enum([...slipForms])
export type SlipForm = Static<typeof SlipForm>

/** The same and the register, which is of an agency and not of a dossier. */
const PaperForm = Type.Enum([...slipForms, 'register'])
export type PaperForm = Static<typeof PaperForm>

const Text = Type.String({ minLength: 1, maxLength: 120 })

/** One form of one act; valid from and to the day written on the slip. */
const SlipRow = Type.Object(
  {
    form: PaperForm,
    name: Text,
    legalAct: Text,
    suffix: Type.String({ pattern: '^[A-Z]{2,10}$' }),
    template: Type.String({ pattern: '^[a-z0-9-]+/[a-z0-9-]+\\.typ$' }),
    validFrom: Day,
    validTo: Type.Optional(Day),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type SlipRow = Static<typeof SlipRow>

export type SlipTemplates = {
  readonly rows: readonly SlipRow[]
  /** Every Typst file of the folder by its path inside it. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * Reads the `templates` folder of a province.
 * @throws ProvinceFileError that names file and line of each row that cannot be used.
 */
export async function readSlipTemplates(folder: string): Promise<SlipTemplates> {
  const read = await readJson(join(folder, 'slips.json'), Type.Array(SlipRow))
  const files = await readTypstFiles(folder)
  const missing: FileProblem[] = (read.value ?? []).flatMap((row, index) =>
    files[`/${row.template}`] === undefined
      ? [
          {
            file: read.file,
            line: read.lineOf([index, 'template']),
            reason: `Không có tệp ${row.template}`,
          },
        ]
      : [],
  )
  refuseProblems([...read.problems, ...missing])
  return { rows: read.value ?? [], files }
}

async function readTypstFiles(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.typ')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return Object.fromEntries(names.map((name, index) => [`/${name}`, texts[index] ?? '']))
}

/** The form that was valid on the day the slip is about. @throws Refusal 404 when the act of that day has none. */
export function slipRowAt(templates: SlipTemplates, form: PaperForm, at: Date): SlipRow {
  const row = findSlipRow(templates, form, at)
  if (row) return row
  throw notFound(
    'slip.no_form',
    'Quy định có hiệu lực vào ngày đó không có mẫu phiếu này. Hãy xem diễn biến trên trang hồ sơ.',
  )
}

/** The same, undefined when the act of that day has no such form. */
export function findSlipRow(templates: SlipTemplates, form: PaperForm, at: Date): SlipRow | undefined {
  const day = localDate(at)
  return templates.rows.find(
    (each) =>
      each.form === form && each.validFrom <= day && (each.validTo === undefined || day <= each.validTo),
  )
}

/** One document of several slips, each set by the template of its own act. Its data are `{ slips: [...] }`, in this order. */
export function documentOf(templates: SlipTemplates, rows: readonly SlipRow[]): Template {
  const used = [...new Set(rows.map((row) => row.template))]
  const imports = used.map((path, index) => `#import "/${path}": slip as slip-${index}`)
  const calls = rows.map((row, at) => `#slip-${used.indexOf(row.template)}(slips.at(${at}))`)
  const title = `#set document(title: ${used.length === 1 ? 'slips.at(0).title' : '"Phiếu của hồ sơ"'}, date: auto)`
  const data = '#let slips = json("/data.json").slips'
  return { source: [...imports, data, title, ...calls].join('\n'), files: templates.files }
}
