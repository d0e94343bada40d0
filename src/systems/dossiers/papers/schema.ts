import type { PageFault, PageReport, ReadFailure } from '#platform/digitising/index.ts'

/** How far the digitising of a file is; `text`: a PDF that a program wrote needs none. */
export const digitisingStates = ['waiting', 'running', 'done', 'text', 'failed'] as const
export type DigitisingState = (typeof digitisingStates)[number]

/** Why it failed; `unexpected` may succeed when tried again, the others want another scan. */
export type DigitisingFailure = ReadFailure | 'unexpected'

/** What is wrong with the pages of a file, each fault once. */
export function faultsOf(pages: readonly PageReport[]): PageFault[] {
  return [...new Set(pages.flatMap((page) => page.faults))]
}

/** The reports as the column holds them. */
export function pagesOf(column: unknown): readonly PageReport[] {
  return Array.isArray(column) ? (column as PageReport[]) : []
}
