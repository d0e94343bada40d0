import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import { readFonts } from './fonts.ts'
import type { RenderOrder } from './render-pdf.ts'

/** A workspace that does not exist: a template reads what it is given and nothing of this machine. */
const NOWHERE = '/nonexistent/templates'
/** Results that no later paper has used again are forgotten after so many papers. */
const CACHE_AGE = 10

let compiler: NodeCompiler | undefined

/** Sets one order on the calling thread. @throws Error when the template does not compile. */
export function typeset({ template, data, createdAt }: RenderOrder): Uint8Array {
  compiler ??= NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: readFonts() }] })
  compiler.resetShadow()
  for (const [path, text] of Object.entries(template.files ?? {})) {
    compiler.mapShadow(NOWHERE + path, Buffer.from(text))
  }
  const compiled = compiler.compile({ mainFileContent: template.source, inputs: { data } })
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
