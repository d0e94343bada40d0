import type { TSchema } from 'typebox'
import type { TLocalizedValidationError } from 'typebox/error'
import { Value } from 'typebox/value'

/** A reason in Vietnamese and the JSON pointer of the value it concerns. */
export type ValueProblem = { pointer: string; reason: string }

/**
 * Compares a value with its shape; returns every difference, empty when the value fits. Of a value that fits none of
 * several allowed forms only that is told, not how it misses each.
 */
export function checkValue(schema: TSchema, value: unknown): ValueProblem[] {
  return Value.Errors(schema, value)
    .filter((error) => error.keyword !== 'additionalProperties' && !error.schemaPath.includes('/anyOf/'))
    .map((error) => ({ pointer: error.instancePath, reason: describeError(error, value) }))
}

function describeError(error: TLocalizedValidationError, root: unknown): string {
  const name =
    error.instancePath === '' ? 'Nội dung' : `"${error.instancePath.slice(1).replaceAll('/', '.')}"`
  const found = JSON.stringify(valueAt(root, error.instancePath))
  switch (error.keyword) {
    case 'required':
      return `Thiếu "${error.params.requiredProperties.join('", "')}"`
    case 'boolean':
      return `Không có trường nào tên ${name}`
    case 'anyOf':
      return `${name} là ${found}, không thuộc dạng nào được phép`
    case 'enum':
      return `${name} là ${found}, phải là một trong: ${error.params.allowedValues.join(', ')}`
    case 'const':
      return `${name} là ${found}, phải là ${JSON.stringify(error.params.allowedValue)}`
    case 'pattern':
      return `${name} là ${found}, sai dạng ${error.params.pattern}`
    case 'type':
      return `${name} là ${found}, phải có kiểu ${String(error.params.type)}`
    case 'minLength':
    case 'minItems':
      return `${name} ngắn hơn ${error.params.limit}`
    case 'maxLength':
    case 'maxItems':
      return `${name} dài hơn ${error.params.limit}`
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return `${name} là ${found}, phải ${error.params.comparison} ${error.params.limit}`
    default:
      return `${name} là ${found}: ${error.message}`
  }
}

function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const key of pointerKeys(pointer)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

/** Splits a JSON pointer into its keys, unescaped. */
export function pointerKeys(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
