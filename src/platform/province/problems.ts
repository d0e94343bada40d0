/** One place in a province file that cannot be loaded. `line` counts from 1; `reason` is Vietnamese, for an administrator. */
export type FileProblem = { file: string; line: number; reason: string }

/**
 * Stops a load of province data: carries every problem found, so that one reading shows all that must be corrected.
 * The message lists `file:line: reason`, one per line.
 */
export class ProvinceFileError extends Error {
  readonly problems: readonly FileProblem[]

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'ProvinceFileError'
    this.problems = problems
  }
}

/** Throws a ProvinceFileError with all problems, sorted by file and line; does nothing when there is none. */
export function refuseProblems(problems: readonly FileProblem[]): void {
  if (problems.length === 0) return
  throw new ProvinceFileError(
    [...problems].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
  )
}

function describeProblem(problem: FileProblem): string {
  return `${problem.file}:${problem.line}: ${problem.reason}`
}
