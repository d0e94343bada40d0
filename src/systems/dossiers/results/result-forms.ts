import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import type { Template } from '#platform/documents/index.ts'
import { Certainty, Day, type FileProblem, readJson, refuseProblems } from '#platform/province/index.ts'

const Field = Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' })

/** How a result is set from the answers of its dossier. `*` is the paper for results without a form of their own. */
const ResultForm = Type.Object(
  {
    result: Type.String({ minLength: 1, maxLength: 250 }),
    procedures: Type.Array(Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' })),
    template: Type.String({ pattern: '^results/[a-z0-9-]+\\.typ$' }),
    /** `official` once the layout was compared with the blank that the law prescribes. */
    layout: Type.Enum(['sample', 'official']),
    legalAct: Type.String({ minLength: 1, maxLength: 200 }),
    note: Type.Optional(Type.String({ maxLength: 300 })),
    fields: Type.Array(Field),
    /** Where an answer says that somebody is the applicant, his fields are the applicant's: field → field. */
    sameAs: Type.Optional(
      Type.Array(
        Type.Object(
          {
            answer: Field,
            is: Type.String({ maxLength: 60 }),
            fields: Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' }), Field),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    validFrom: Day,
    validTo: Type.Optional(Day),
    certainty: Certainty,
  },
  { additionalProperties: false },
)
export type ResultForm = Static<typeof ResultForm>

/**
 * Reads `results/results.json` of the templates of a province.
 * @throws ProvinceFileError that names file and line of each row that cannot be used.
 */
export async function readResultForms(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly ResultForm[]> {
  const read = await readJson(join(folder, 'results/results.json'), Type.Array(ResultForm))
  const missing: FileProblem[] = (read.value ?? []).flatMap(({ template }, index) =>
    files[`/${template}`] === undefined
      ? [{ file: read.file, line: read.lineOf([index, 'template']), reason: `Không có tệp ${template}` }]
      : [],
  )
  refuseProblems([...read.problems, ...missing])
  return read.value ?? []
}

type Asked = { readonly procedureCode: string; readonly name: string; readonly issuedAt: Date }

/** The form of this result on that day; undefined when it has none of its own. */
export function findResultForm(
  forms: readonly ResultForm[],
  { procedureCode, name, issuedAt }: Asked,
): ResultForm | undefined {
  const day = localDate(issuedAt)
  const same = (text: string) => text.toLocaleLowerCase('vi').trim()
  return forms.find(
    ({ result, procedures, validFrom, validTo }) =>
      procedures.includes(procedureCode) &&
      same(result) === same(name) &&
      validFrom <= day &&
      (validTo === undefined || day <= validTo),
  )
}

/** The paper for results without a form of their own. */
export function generalForm(forms: readonly ResultForm[]): ResultForm | undefined {
  return forms.find(({ result }) => result === '*')
}

/** One document of one result; its data are `{ result }`. */
export function documentOfResult(form: ResultForm, files: Readonly<Record<string, string>>): Template {
  const source = [
    `#import "/${form.template}": result`,
    '#let it = json("/data.json").result',
    '#set document(title: it.title, date: auto)',
    '#result(it)',
  ]
  return { source: source.join('\n'), files }
}
