/** Says whether a figure keeps its bar; a bar that is missed ends the bench with code 1, after all its figures. */
export function hold(bar: string, kept: boolean): void {
  process.stdout.write(kept ? `bar kept: ${bar}\n` : `bar MISSED: ${bar}\n`)
  if (!kept) process.exitCode = 1
}
