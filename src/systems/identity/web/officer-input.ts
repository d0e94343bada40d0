import { normalisePhone } from '#platform/text/index.ts'

const fields = ['employeeCode', 'fullName', 'email', 'phone', 'subject'] as const

/** The posted fields of an officer; a phone as people write it becomes ten digits, a code capital letters. */
export function officerFields(posted: Readonly<Record<string, string>>): Record<string, string> {
  const told = fields.flatMap((name) => {
    const text = posted[name]
    if (text === undefined) return []
    if (name === 'phone') return [[name, normalisePhone(text) ?? text]]
    return [[name, name === 'employeeCode' ? text.toUpperCase() : text]]
  })
  return Object.fromEntries(told)
}
