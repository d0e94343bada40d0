import type { Revision } from './pdf/append.ts'
import { spend } from './pdf/budget.ts'
import type { PdfDocument } from './pdf/document.ts'
import { catalogue } from './pdf/form.ts'
import { unfold } from './pdf/streams.ts'
import { entry, isDict, isRef, isStream, itemsOf, PdfError, type PdfValue } from './pdf/values.ts'
import { array, dict, name, ref, streamOf, withEntries } from './pdf/write.ts'
import type { ValidationData } from './validation-data.ts'

const kinds = { Certs: 'certificates', OCSPs: 'ocsps', CRLs: 'crls' } as const
type Kind = keyof typeof kinds

const MOST = 500

/** The validation data that a file carries in its document security store (EN 319 142-1 5.4.2.2). @throws PdfError */
export function readDss(document: PdfDocument): ValidationData {
  return {
    certificates: held(document, 'Certs').map(({ bytes }) => bytes),
    ocsps: held(document, 'OCSPs').map(({ bytes }) => bytes),
    crls: held(document, 'CRLs').map(({ bytes }) => bytes),
  }
}

function held(document: PdfDocument, kind: Kind): { value: PdfValue; bytes: Buffer }[] {
  const dss = document.resolve(entry(catalogue(document).value, 'DSS'))
  const values = itemsOf(document.resolve(entry(dss, kind)))
  if (values.length > MOST) throw new PdfError('carries too much validation data')
  const seen = new Set<number>()
  return values.flatMap((value) => {
    // Named a hundred times it is one answer, and is read once.
    if (!isRef(value) || seen.has(value.number)) return []
    seen.add(value.number)
    const stream = document.resolve(value)
    if (!isStream(stream)) return []
    spend(document.budget, stream.data.length >> 5)
    return [{ value, bytes: unfold(stream, document.budget) }]
  })
}

/** Adds what is not there yet to the store of the file. Returns the entries that the catalogue gets. */
export function addDss(revision: Revision, data: ValidationData): Readonly<Record<string, PdfValue>> {
  const { document } = revision
  const { value: root } = catalogue(document)
  const before = document.resolve(entry(root, 'DSS'))
  const entries = Object.entries(kinds).flatMap(([key, kind]) => {
    const there = held(document, key as Kind)
    const added = data[kind].filter((bytes) => !there.some((each) => each.bytes.equals(bytes)))
    const items = [
      ...there.map(({ value }) => value),
      ...added.map((bytes) => ref(revision.add(streamOf(bytes)))),
    ]
    return items.length > 0 ? [[key, array(...items)] as const] : []
  })
  const store = withEntries(
    isDict(before) ? before : dict({ Type: name('DSS') }),
    Object.fromEntries(entries),
  )
  const extensions = document.resolve(entry(root, 'Extensions'))
  const etsi = dict({ BaseVersion: name('1.7'), ExtensionLevel: 2 })
  return {
    DSS: ref(revision.add(store)),
    Extensions: isDict(extensions) ? withEntries(extensions, { ESIC: etsi }) : dict({ ESIC: etsi }),
  }
}
