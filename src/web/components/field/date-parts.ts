/** A date as it is typed, part by part. A partial date leaves parts empty. */
export type DateParts = { readonly day: string; readonly month: string; readonly year: string }

/** The names of the three inputs of a date field, as the reader of posted forms knows them. */
export function datePartNames(name: string): DateParts {
  return { day: `${name}-day`, month: `${name}-month`, year: `${name}-year` }
}
