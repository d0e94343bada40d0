import { keyed } from '#web/keyed.ts'

type Block = { readonly list: boolean; readonly lines: readonly string[] }

/** A text of several lines: lines that begin with "- " are a list, the others paragraphs. */
export function Paragraphs({ text }: { text: string }) {
  return keyed(blocksOf(text)).map(({ key, item: { list, lines } }) =>
    list ? (
      <ul key={key} className="bullets">
        {keyed(lines).map(({ key: line, item }) => (
          <li key={line}>{item}</li>
        ))}
      </ul>
    ) : (
      <p key={key}>{lines[0]}</p>
    ),
  )
}

/** The mark of a signature in an e-mail ("-- ") is for mail programs and left out. */
export function blocksOf(text: string): Block[] {
  const blocks: { list: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trim() === '--') continue
    const list = line.startsWith('- ')
    const last = blocks.at(-1)
    if (list && last?.list) last.lines.push(line.slice(2))
    else blocks.push({ list, lines: [list ? line.slice(2) : line] })
  }
  return blocks
}
