/** The statuses a person may be shown; anything else is a bug. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503

/**
 * An expected "no": safe to show, in Vietnamese, and says what to do next. It changes nothing.
 * `fields` points at the inputs of a form that have to be corrected (name → sentence), `causes` at the code of the refusal
 * that a field had for itself, where the sentence is that of another refusal.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: RefusalStatus
  readonly code: string
  readonly fields: Readonly<Record<string, string>>
  causes: Readonly<Record<string, string>> = {}

  constructor(status: RefusalStatus, code: string, message: string, fields: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

/** Compares by name: the server bundle of the pages holds a second copy of the class, so `instanceof` lies. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal'
}

/** What somebody may not see does not exist for them: 404, never 403, outside one's agency or own dossiers. */
export function notFound(code: string, message: string): Refusal {
  return new Refusal(404, code, message)
}
