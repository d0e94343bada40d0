import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import { readFonts } from './fonts.ts'

/** A Typst template: the main file and the files it imports, by their absolute path inside the template (`/letterhead.typ`). */
export type Template = {
  readonly source: string
  readonly files?: Readonly<Record<string, string>>
}

/** A workspace that does not exist: a template reads what it is given and nothing of this machine. */
const NOWHERE = '/nonexistent/templates'
/** Results that no later paper has used again are forgotten after so many papers. */
const CACHE_AGE = 10

let compiler: NodeCompiler | undefined

/**
 * Sets a document as PDF/A-2a: archivable, tagged for screen readers, fonts inside. The template reads `data` with
 * `json(bytes(sys.inputs.data))`, so that a text of a citizen stays text whatever signs it holds. `createdAt` is the time
 * written into the file: equal input gives equal bytes. About 2 ms a page, on the calling thread.
 * @throws Error when the template is wrong; data alone cannot cause it.
 */
export async function renderPdf(
  template: Template,
  data: object,
  { createdAt }: { createdAt: Date },
): Promise<Uint8Array> {
  compiler ??= NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: readFonts() }] })
  compiler.resetShadow()
  for (const [path, text] of Object.entries(template.files ?? {})) {
    compiler.mapShadow(NOWHERE + path, Buffer.from(text))
  }
  const compiled = compiler.compile({
    mainFileContent: template.source,
    inputs: { data: JSON.stringify(data) },
  })
  const document = compiled.result
  if (!document) throw new Error(`The template does not compile: ${reasonOf(compiled.takeDiagnostics())}`)
  const pdf = compiler.pdf(document, {
    pdfStandard: 'a-2a',
    creationTimestamp: Math.floor(createdAt.getTime() / 1000),
  })
  compiler.evictCache(CACHE_AGE)
  return pdf
}

function reasonOf(error: NodeError | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? 'no diagnostics')
}
