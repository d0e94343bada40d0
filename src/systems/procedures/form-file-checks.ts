import { Ajv2020 } from 'ajv/dist/2020.js'
import { dayExists, type FileProblem, type JsonRead } from '#platform/province/index.ts'
import type { FormFile, FormItem, FormProperty } from './province-shapes.ts'

type Tell = (path: (string | number)[], reason: string) => void

/**
 * What is wrong inside one form: its schema does not compile, a question without a property or a property without a
 * question, a text without maxLength, options unlike the enum, a condition on a later or unknown question, a required
 * question that the schema does not require (or the reverse).
 */
export function checkForm(read: JsonRead<FormFile>): FileProblem[] {
  const form = read.value
  if (form === undefined) return []
  const problems: FileProblem[] = []
  const tell: Tell = (path, reason) => problems.push({ file: read.file, line: read.lineOf(path), reason })
  if (read.file !== `forms/${form.id}.json`) tell(['id'], 'Tên tệp phải là mã biểu mẫu')
  if (!dayExists(form.validFrom)) tell(['validFrom'], `Không có ngày ${form.validFrom}`)
  const unusable = schemaError(form)
  if (unusable !== undefined) tell(['schema'], `JSON Schema sai: ${unusable}`)
  const asked = checkPages(form, tell)
  for (const [name, property] of Object.entries(form.schema.properties)) {
    if (!asked.has(name))
      tell(['schema', 'properties', name], `Trường "${name}" không có câu hỏi nào trong layout`)
    if (property.type === 'string' && property.maxLength === undefined)
      tell(['schema', 'properties', name], `Trường chữ "${name}" thiếu maxLength`)
  }
  for (const [index, name] of form.schema.required.entries())
    if (asked.get(name)?.required !== true || asked.get(name)?.when !== undefined)
      tell(
        ['schema', 'required', index],
        `"${name}" bắt buộc trong schema nhưng không phải câu hỏi luôn bắt buộc`,
      )
  return problems
}

function checkPages(form: FormFile, tell: Tell): Map<string, FormItem> {
  const asked = new Map<string, FormItem>()
  for (const [at, page] of form.layout.pages.entries())
    for (const [index, item] of page.items.entries()) {
      const here = ['layout', 'pages', at, 'items', index]
      if (asked.has(item.field)) tell([...here, 'field'], `Trường "${item.field}" hỏi hai lần`)
      if (item.when !== undefined && !asked.has(item.when.field))
        tell([...here, 'when'], `Điều kiện dựa vào "${item.when.field}", câu này chưa hỏi ở trên`)
      for (const reason of itemReasons(item, form)) tell(here, reason)
      asked.set(item.field, item)
    }
  return asked
}

function itemReasons(item: FormItem, form: FormFile): string[] {
  const property = form.schema.properties[item.field]
  if (property === undefined) return [`Trường "${item.field}" không có trong schema`]
  const reasons: string[] = []
  if (item.required === true && item.requiredMessage === undefined)
    reasons.push(`Câu hỏi bắt buộc "${item.field}" thiếu requiredMessage`)
  if (item.required === true && item.when === undefined && !form.schema.required.includes(item.field))
    reasons.push(`Câu hỏi bắt buộc "${item.field}" không có trong schema.required`)
  if (item.locked === true && item.prefill === undefined)
    reasons.push(`"${item.field}" khóa nhưng không có prefill`)
  reasons.push(...optionReasons(item, property))
  return reasons
}

function optionReasons(item: FormItem, property: FormProperty): string[] {
  const choice = item.widget === 'radio' || item.widget === 'select'
  if (!choice)
    return item.options === undefined ? [] : [`"${item.field}" không phải câu chọn nhưng có options`]
  const values = (item.options ?? []).map((option) => option.value)
  const allowed = property.enum ?? []
  const same = values.length === allowed.length && values.every((value) => allowed.includes(value))
  return same && values.length > 0 ? [] : [`Các lựa chọn của "${item.field}" khác enum trong schema`]
}

function schemaError(form: FormFile): string | undefined {
  try {
    new Ajv2020({ strict: true }).compile(form.schema)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
