import type { Revision } from './pdf/append.ts'
import { openPdf, type PdfDocument } from './pdf/document.ts'
import { inherited, pageAt } from './pdf/form.ts'
import { unfold } from './pdf/streams.ts'
import {
  entry,
  isDict,
  isRef,
  isStream,
  itemsOf,
  PdfError,
  type PdfStream,
  type PdfValue,
} from './pdf/values.ts'
import { array, dict, name, ref, streamOf, withEntries } from './pdf/write.ts'

/**
 * What is seen of a signature, set into a place of a page (from 0), in points from its left and top.
 */
export type SeenSignature = {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly drawing: Drawing
}

/** A page that is drawn into papers: what stands on it and what it needs, from its own file. */
export type Drawing = {
  readonly source: PdfDocument
  readonly box: readonly PdfValue[]
  readonly resources: PdfValue
  readonly contents: PdfStream
}

/**
 * Reads the first page of a PDF (fonts inside, so that PDF/A stays PDF/A), once for all papers that it is drawn into: reading
 * it for each cost as much as the key. @throws PdfError
 */
export function readDrawing(pdf: Uint8Array): Drawing {
  const source = openPdf(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
  const page = pageAt(source, 0).value
  return {
    source,
    box: itemsOf(needed(source, page, 'MediaBox')),
    resources: needed(source, page, 'Resources'),
    contents: contentsOf(source, page),
  }
}

function needed(document: PdfDocument, page: PdfValue, key: string): PdfValue {
  const value = inherited(document, page, key)
  if (value === null) throw new PdfError(`has a page without /${key}`)
  return value
}

/** One stream stays packed as it is; several are one to the reader, with a space between (ISO 32000-2 7.8.2). */
function contentsOf(source: PdfDocument, page: PdfValue): PdfStream {
  const contents = source.resolve(entry(page, 'Contents'))
  if (isStream(contents)) return contents
  const streams = itemsOf(contents)
    .map((each) => source.resolve(each))
    .filter(isStream)
  return streamOf(Buffer.concat(streams.flatMap((each) => [unfold(each, source.budget), Buffer.from('\n')])))
}

/** Left, bottom, right and top of the place as PDF counts them, from the lower left corner of the page. @throws PdfError */
export function rectangleOf(document: PdfDocument, seen: SeenSignature): [number, number, number, number] {
  const { page, left, top, width, height } = seen
  const box = itemsOf(needed(document, pageAt(document, page).value, 'MediaBox'))
  const [x = 0, , , y = 0] = box.map((value) => (typeof value === 'number' ? value : 0))
  return [x + left, y - top - height, x + left + width, y - top]
}

/** Copies the drawing into the revision as a form and returns its object. @throws PdfError */
export function drawAppearance(revision: Revision, { drawing }: SeenSignature): number {
  const { source, box, resources, contents } = drawing
  const copy = copier(revision, source)
  const form = {
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: array(...box),
    Resources: copy(resources),
  }
  return revision.add({ ...contents, dict: withEntries(contents.dict, form) })
}

/** Copies values from one file into a revision of another; each object once. */
function copier(revision: Revision, source: PdfDocument) {
  const copied = new Map<number, number>()
  function copy(value: PdfValue): PdfValue {
    if (isRef(value)) {
      const known = copied.get(value.number)
      if (known !== undefined) return ref(known)
      const number = revision.add(null)
      copied.set(value.number, number)
      revision.set(number, copy(source.resolve(value)))
      return ref(number)
    }
    if (isDict(value)) return dict(copyEntries(value.entries))
    if (isStream(value))
      return { type: 'stream', dict: dict(copyEntries(value.dict.entries)), data: value.data }
    return itemsOf(value).length > 0 ? array(...itemsOf(value).map(copy)) : value
  }
  // Links to the structure of the other file would drag all of it along.
  const copyEntries = (entries: ReadonlyMap<string, PdfValue>) =>
    Object.fromEntries(
      [...entries]
        .filter(([key]) => !['StructParents', 'StructParent', 'Parent'].includes(key))
        .map(([key, value]) => [key, copy(value)]),
    )
  return copy
}
