import type { Revision } from './append.ts'
import type { PdfDocument } from './document.ts'
import {
  entry,
  isDict,
  isRef,
  itemsOf,
  nameOf,
  type PdfDict,
  PdfError,
  type PdfRef,
  type PdfValue,
  textOf,
} from './values.ts'
import { array, dict, name, ref, textString, withEntries } from './write.ts'

/** The catalogue of the file with its number. @throws PdfError */
export function catalogue(document: PdfDocument): { readonly number: number; readonly value: PdfDict } {
  const root = entry(document.trailer, 'Root')
  const value = document.resolve(root)
  if (!isRef(root) || !isDict(value)) throw new PdfError('has no catalogue')
  return { number: root.number, value }
}

const MOST_FIELDS = 10_000
const MOST_PAGES = 50_000

/** A field of a form: its object, its whole name, and the value of `key` that it has or inherits. */
export type Field = {
  readonly ref: PdfRef | null
  readonly value: PdfDict
  readonly name: string
  readonly kind: string
}

/** All fields of the form, the leaves of the tree. @throws PdfError */
export function listFields(document: PdfDocument): Field[] {
  const form = document.resolve(entry(catalogue(document).value, 'AcroForm'))
  const found: Field[] = []
  const seen = new Set<number>()
  const visit = (item: PdfValue, above: { name: string; kind: string }) => {
    if (isRef(item)) {
      if (seen.has(item.number)) return
      seen.add(item.number)
    }
    if (found.length + seen.size > MOST_FIELDS) throw new PdfError('has too many fields')
    const value = document.resolve(item)
    if (!isDict(value)) return
    const own = textOf(document.resolve(entry(value, 'T')))
    const here = {
      name: [above.name, own].filter((part) => part !== '').join('.'),
      kind: nameOf(document.resolve(entry(value, 'FT'))) ?? above.kind,
    }
    const kids = itemsOf(document.resolve(entry(value, 'Kids')))
    const fields = kids.filter((kid) => entry(document.resolve(kid), 'T') !== null)
    if (fields.length > 0) for (const kid of fields) visit(kid, here)
    else found.push({ ref: isRef(item) ? item : null, value, ...here })
  }
  for (const item of itemsOf(document.resolve(entry(form, 'Fields')))) visit(item, { name: '', kind: '' })
  return found
}

/** The first page with its number. @throws PdfError */
export function pageAt(
  document: PdfDocument,
  index: number,
): { readonly ref: PdfRef; readonly value: PdfDict } {
  let left = index
  const seen = new Set<number>()
  const visit = (item: PdfValue): { ref: PdfRef; value: PdfDict } | undefined => {
    const value = document.resolve(item)
    if (!isRef(item) || !isDict(value)) return undefined
    if (seen.has(item.number) || seen.size > MOST_PAGES) throw new PdfError('has its pages in a circle')
    seen.add(item.number)
    const kids = entry(value, 'Kids')
    if (kids === null) return left-- === 0 ? { ref: item, value } : undefined
    for (const kid of itemsOf(document.resolve(kids))) {
      const page = visit(kid)
      if (page) return page
    }
    return undefined
  }
  const page = visit(entry(catalogue(document).value, 'Pages'))
  if (!page) throw new PdfError(`has no page ${index + 1}`)
  return page
}

const DEEPEST_PAGE = 50

/** An entry that a page has, or gets from the pages above it; null when nobody has it. @throws PdfError */
export function inherited(document: PdfDocument, page: PdfValue, key: string): PdfValue {
  for (
    let [node, step] = [page, 0];
    isDict(node) && step < DEEPEST_PAGE;
    node = document.resolve(entry(node, 'Parent')), step++
  ) {
    const value = document.resolve(entry(node, key))
    if (value !== null) return value
  }
  return null
}

const SIGNATURES_EXIST = 1
const APPEND_ONLY = 2

type NewField = {
  /** The object of the signature. */
  readonly signature: number
  readonly page: number
  readonly rectangle: readonly [number, number, number, number]
  /** The object of what is drawn; none for a signature that is not seen. */
  readonly appearance?: number
}

/** Locked and printed, as PDF/A asks of every annotation (ISO 19005-2 6.3.2). */
const FLAGS = 132

/** Puts a field with a signature into the form and onto its page. Returns the entries that the catalogue gets. */
export function addSignatureField(revision: Revision, field: NewField): Readonly<Record<string, PdfValue>> {
  const { document } = revision
  const page = pageAt(document, field.page)
  const names = new Set(listFields(document).map((each) => each.name))
  let count = names.size + 1
  while (names.has(`Signature${count}`)) count++
  const widget = revision.add(
    dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString(`Signature${count}`),
      V: ref(field.signature),
      F: FLAGS,
      Rect: array(...field.rectangle),
      P: page.ref,
      ...(field.appearance === undefined ? {} : { AP: dict({ N: ref(field.appearance) }) }),
    }),
  )
  const annotations = itemsOf(document.resolve(entry(page.value, 'Annots')))
  revision.set(page.ref.number, withEntries(page.value, { Annots: array(...annotations, ref(widget)) }))
  return extendForm(revision, widget)
}

function extendForm(revision: Revision, widget: number): Readonly<Record<string, PdfValue>> {
  const { document } = revision
  const held = entry(catalogue(document).value, 'AcroForm')
  const form = document.resolve(held)
  const before = isDict(form) ? form : dict({})
  const fields = itemsOf(document.resolve(entry(before, 'Fields')))
  const flags = entry(before, 'SigFlags')
  const next = withEntries(before, {
    Fields: array(...fields, ref(widget)),
    SigFlags: (typeof flags === 'number' ? flags : 0) | SIGNATURES_EXIST | APPEND_ONLY,
  })
  if (!isRef(held)) return { AcroForm: next }
  revision.set(held.number, next)
  return {}
}
