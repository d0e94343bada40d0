import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { readFonts } from './fonts.ts'
import type { RenderOrder, SetPaper, SignaturePlace } from './render-pdf.ts'

/** A workspace that does not exist: a template reads what it is given and nothing of this machine. */
const NOWHERE = '/nonexistent/templates'
/** So many papers later, what none of them has used again is forgotten: looking through all of it costs a twentieth of a paper. */
const REMEMBERED = 10

let compiler: NodeCompiler | undefined
let papers = 0
let placed: Files = {}

type Files = Readonly<Record<string, string | Uint8Array>>

/**
 * Sets one order on the calling thread. The data lie in a file and not in the inputs, so that what the template's own files
 * come to is worked out once for all papers of a kind: an eighth of the time.
 * @throws Error when the template does not compile.
 */
export function typeset({ template, data, createdAt, standard }: RenderOrder): SetPaper {
  compiler ??= NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: readFonts() }] })
  place(compiler, template.files ?? {})
  compiler.mapShadow(`${NOWHERE}/data.json`, Buffer.from(data))
  const compiled = compiler.compile({ mainFileContent: template.source })
  const document = compiled.result
  if (!document) throw new Error(`The template does not compile: ${reasonOf(compiled.takeDiagnostics())}`)
  const pdf = compiler.pdf(document, {
    pdfStandard: standard,
    creationTimestamp: Math.floor(createdAt.getTime() / 1000),
  })
  const places = placesOf(compiler, document)
  papers += 1
  if (papers % REMEMBERED === 0) compiler.evictCache(1)
  return { pdf, places }
}

/** A template says them as `metadata` under this label; pages count from 1 there. */
function placesOf(from: NodeCompiler, document: NodeTypstDocument): SignaturePlace[] {
  const found = from.query(document, { selector: '<signature-place>', field: 'value' }) as SignaturePlace[]
  return found.map((place) => ({ ...place, page: place.page - 1 }))
}

/** A template finds its own files and none of the one before; the same again need not be read again. */
function place(into: NodeCompiler, files: Files): void {
  const paths = Object.keys(files)
  const same =
    paths.length === Object.keys(placed).length && paths.every((path) => files[path] === placed[path])
  if (same) return
  into.resetShadow()
  for (const path of paths) into.mapShadow(NOWHERE + path, Buffer.from(files[path] ?? ''))
  placed = files
}

function reasonOf(error: NodeError | null): string {
  return JSON.stringify(error?.shortDiagnostics ?? 'no diagnostics')
}
