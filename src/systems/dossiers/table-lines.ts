/** The lines of a table as the formatter sets them; the first column is always to the left. */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  others: 'left' | 'centre',
): string[] {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => cells[at]?.length ?? 0)))
  const centred = (at: number) => at > 0 && others === 'centre'
  const cell = (text: string, at: number) => {
    const room = (widths[at] ?? 0) - text.length
    return centred(at)
      ? text.padStart(text.length + Math.floor(room / 2)).padEnd(widths[at] ?? 0)
      : text + ' '.repeat(room)
  }
  const line = widths.map((width, at) => (centred(at) ? `:${'-'.repeat(width - 2)}:` : '-'.repeat(width)))
  return [head.map(cell), line, ...rows.map((cells) => cells.map(cell))].map(
    (cells) => `| ${cells.join(' | ')} |`,
  )
}
