import {
  type Answers,
  type FormFile,
  type itemsOf,
  prefillForm,
  shownItems,
} from '../systems/procedures/index.ts'
import type { Person } from './people.ts'

/**
 * Answers that a made-up person would give: what the state holds of him, and to every other question that must be
 * answered a plain answer of the right kind. They pass the check of the form.
 */
export function answersFor(form: FormFile, person: Person, subject: string): Answers {
  const filled = templates.get(form) ?? fillIn(form)
  templates.set(form, filled)
  const { data } = prefillForm(form, heldBy(person))
  const own = Object.fromEntries(
    Object.entries(filled).map(([field, answer]) => [
      field,
      typeof answer === 'string' ? about(answer, person, subject) : answer,
    ]),
  )
  return { ...own, ...data }
}

/** The same form is filled in a hundred thousand times; only the person differs. */
const templates = new WeakMap<FormFile, Answers>()

/** Procedures are called by at most 100 characters. */
const LONGEST = 100
const NAME = '{tên}'
const NUMBER = '{số}'
const AREA = '{xã}'
const SUBJECT = '{việc}'

function about(answer: string, person: Person, subject: string): string {
  if (answer === NAME) return person.name
  if (answer === NUMBER) return person.identityNumber
  if (answer === AREA) return person.areaCode
  return answer === SUBJECT ? subject.slice(0, LONGEST) : answer
}

function heldBy(person: Person) {
  const { name, identityNumber, birthOn, sex, ethnicity, address, phone, areaCode } = person
  return {
    fullName: name,
    identityNumber,
    birthDate: birthOn,
    sex,
    ethnicity,
    address,
    phone,
    email: null,
    areaCode,
  }
}

type Item = ReturnType<typeof itemsOf>[number]

function fillIn(form: FormFile): Answers {
  const answers: Record<string, Answers[string]> = {}
  // An answer may open further questions: ask again until nothing is left open.
  for (let round = 0; round < 6; round++) {
    const open = shownItems(form, answers).filter(
      (item) => item.required && answers[item.field] === undefined,
    )
    if (open.length === 0) break
    for (const item of open) answers[item.field] = answerOf(form, item)
  }
  return answers
}

function answerOf(form: FormFile, item: Item): Answers[string] {
  const property = form.schema.properties[item.field]
  switch (item.widget) {
    case 'checkbox':
      return true
    case 'number':
      return Math.max(property?.minimum ?? 1, Math.min(property?.maximum ?? 10, 10))
    case 'date':
    case 'partial-date':
      return '2024-05-20'
    case 'radio':
    case 'select':
      return item.options?.[0]?.value ?? property?.enum?.[0] ?? ''
    case 'person-name':
      return NAME
    case 'identity-number':
      return NUMBER
    case 'phone':
      return '0900000100'
    case 'email':
      return 'mo.phong@congdan.example'
    case 'area':
      return AREA
    default:
      return (property?.maxLength ?? 200) >= LONGEST && !property?.pattern ? SUBJECT : '2024'
  }
}
