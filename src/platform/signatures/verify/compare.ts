import { spend } from '../pdf/budget.ts'
import type { PdfDocument } from '../pdf/document.ts'
import { catalogue } from '../pdf/form.ts'
import {
  entry,
  isDict,
  isRef,
  isStream,
  itemsOf,
  nameOf,
  type PdfDict,
  type PdfStream,
  type PdfValue,
} from '../pdf/values.ts'
import { areaOf, hidesSigned, readBox } from './drawings.ts'
import type { FoundSignature } from './find.ts'
import { isSameMetadata } from './metadata.ts'
import type { Change, ChangeKind } from './report.ts'

type Pair = {
  readonly before: PdfValue
  readonly after: PdfValue
  /** What it is called when it differs. */
  readonly kind: ChangeKind
}

const MOST_CHANGES = 30

/**
 * What a later saving changed against the signed one, by walking both files from their catalogues side by side. Whatever
 * differs is forbidden, but for what PAdES adds: further signatures with their fields, time stamps, validation data. The
 * walk sees every trick that shows other content in the end, by whatever table, number or stream it comes.
 */
export function compareRevisions(
  before: PdfDocument,
  after: PdfDocument,
  later: readonly FoundSignature[],
): Change[] {
  const changes: Change[] = later.map(({ kind }) => ({
    kind: kind === 'signature' ? 'signature-added' : 'time-stamp-added',
    allowed: true,
    page: null,
  }))
  const forbid = (kind: ChangeKind) => {
    if (changes.length < MOST_CHANGES && !changes.some((each) => each.kind === kind && !each.allowed)) {
      changes.push({ kind, allowed: false, page: null })
    }
  }
  const roots = [entry(before.trailer, 'Root'), entry(after.trailer, 'Root')] as const
  if (!isRef(roots[0]) || !isRef(roots[1]) || roots[0].number !== roots[1].number) forbid('catalogue')
  compareInfo(before, after, forbid)
  if (isShortened(before, after)) forbid('catalogue')
  const walk = startWalk(before, after, forbid)
  const fields = new Set(later.map(({ field }) => field.ref?.number ?? -1))
  const isNew = (value: PdfValue) =>
    isRef(value) && fields.has(value.number) && !isInUse(before, value.number)
  for (const { field } of later) if (!isPlainField(field.value, after)) forbid('annotation')
  const drawn = later.filter(({ field }) => isDrawn(field.value, after))
  if (drawn.length > 0) changes.push({ kind: 'drawing-added', allowed: true, page: null })
  // Anybody gets a time stamp, without a name: what it draws nobody answers for.
  if (drawn.some(({ kind }) => kind === 'time-stamp')) forbid('annotation')
  if (addsValidationData(before, after))
    changes.push({ kind: 'validation-data-added', allowed: true, page: null })
  walkFrom(walk, { roots, isNew, fields })
  // What is on no page that was compared lies nobody knows where.
  if (drawn.some(({ field }) => !walk.placed.has(field.ref?.number ?? -1))) forbid('annotation')
  return changes
}

function isInUse(document: PdfDocument, number: number): boolean {
  const place = document.places.get(number)
  return place !== undefined && place.kind !== 'free'
}

type Walk = {
  readonly before: PdfDocument
  readonly after: PdfDocument
  readonly forbid: (kind: ChangeKind) => void
  readonly waiting: Pair[]
  readonly seen: Set<string>
  /** Later fields whose drawing was judged on its page. */
  readonly placed: Set<number>
}

function startWalk(before: PdfDocument, after: PdfDocument, forbid: (kind: ChangeKind) => void): Walk {
  return { before, after, forbid, waiting: [], seen: new Set(), placed: new Set() }
}

type Start = {
  readonly roots: readonly [PdfValue, PdfValue]
  /** A reference to a field that came with a later signature. */
  readonly isNew: (value: PdfValue) => boolean
  /** Fields that a later signature holds, new or waiting for it before. */
  readonly fields: ReadonlySet<number>
}

function walkFrom(walk: Walk, start: Start): void {
  const { before, after, waiting } = walk
  const [one, other] = [catalogue(before).value, catalogue(after).value]
  waiting.push({ before: start.roots[0], after: start.roots[1], kind: 'catalogue' })
  const forms = [before.resolve(entry(one, 'AcroForm')), after.resolve(entry(other, 'AcroForm'))] as const
  while (waiting.length > 0) {
    spend(after.budget, 2)
    const pair = waiting.pop()
    if (!pair) return
    const key = isRef(pair.before) && isRef(pair.after) ? `${pair.before.number}:${pair.after.number}` : null
    if (key !== null) {
      if (walk.seen.has(key)) continue
      walk.seen.add(key)
    }
    const values = { before: before.resolve(pair.before), after: after.resolve(pair.after), kind: pair.kind }
    if (values.before === one && values.after === other) compareCatalogue(walk, values, start)
    else if (isDict(values.before) && values.before === forms[0] && values.after === forms[1])
      compareForm(walk, values, start)
    else if (nameOf(entry(values.before, 'Type')) === 'Page') comparePage(walk, values, start)
    else if (isRef(pair.after) && start.fields.has(pair.after.number)) compareField(walk, values)
    else comparePlain(walk, values)
  }
}

const labels: Readonly<Record<string, ChangeKind>> = {
  Pages: 'page',
  Contents: 'content',
  Resources: 'content',
  Annots: 'annotation',
  AcroForm: 'form',
  Metadata: 'metadata',
  OpenAction: 'action',
  AA: 'action',
  Names: 'action',
}

function compareCatalogue(walk: Walk, pair: Pair, { isNew }: Start): void {
  const added = ['DSS', 'Extensions']
  // A first later signature brings the form with it.
  if (entry(pair.before, 'AcroForm') === null && entry(pair.after, 'AcroForm') !== null) {
    added.push('AcroForm')
    const form = walk.after.resolve(entry(pair.after, 'AcroForm'))
    const fields = itemsOf(walk.after.resolve(entry(form, 'Fields')))
    const others = isDict(form)
      ? [...form.entries.keys()].filter((key) => !['Fields', 'SigFlags', 'DR', 'DA'].includes(key))
      : []
    if (!fields.every(isNew) || others.length > 0) walk.forbid('form')
  }
  compareEntries(walk, pair, added)
}

function compareForm(walk: Walk, pair: Pair, { isNew }: Start): void {
  compareEntries(walk, pair, ['Fields', 'SigFlags'])
  compareGrown(walk, pair, { key: 'Fields', kind: 'form', isNew })
}

function comparePage(walk: Walk, pair: Pair, { isNew, fields }: Start): void {
  compareEntries(walk, pair, ['Annots'])
  compareGrown(walk, pair, { key: 'Annots', kind: 'annotation', isNew })
  const { before, after: document, placed } = walk
  const notes = itemsOf(document.resolve(entry(pair.after, 'Annots')))
  const later = notes.filter((note) => isRef(note) && fields.has(note.number))
  if (later.length === 0) return
  for (const field of later) if (isRef(field)) placed.add(field.number)
  const there = itemsOf(before.resolve(entry(pair.before, 'Annots'))).filter(
    (note) => !(isRef(note) && fields.has(note.number)),
  )
  if (hidesSigned({ document, page: pair.after, later, there })) walk.forbid('content')
}

/** A list that later signatures may lengthen at its end. */
function compareGrown(
  walk: Walk,
  pair: Pair,
  { key, kind, isNew }: { key: string; kind: ChangeKind; isNew: (value: PdfValue) => boolean },
): void {
  const old = itemsOf(walk.before.resolve(entry(pair.before, key)))
  const now = itemsOf(walk.after.resolve(entry(pair.after, key)))
  if (now.length < old.length || !now.slice(old.length).every(isNew)) {
    walk.forbid(kind)
    return
  }
  old.forEach((before, index) => void walk.waiting.push({ before, after: now[index] ?? null, kind }))
}

/** A field that stood empty and was signed later may get its signature and its looks. */
function compareField(walk: Walk, pair: Pair): void {
  if (entry(pair.before, 'V') !== null) {
    comparePlain(walk, pair)
    return
  }
  compareEntries(walk, pair, ['V', 'AP', 'M', 'F'])
}

function comparePlain(walk: Walk, { before, after, kind }: Pair): void {
  if (isStream(before) && isStream(after)) {
    if (isUnpackedXmp(before) && isUnpackedXmp(after) && isSameMetadata(before.data, after.data)) {
      compareEntries(walk, { before: before.dict, after: after.dict, kind }, ['Length'])
      return
    }
    if (!isSameData(walk, before.data, after.data)) walk.forbid(kind)
    compareEntries(walk, { before: before.dict, after: after.dict, kind }, [])
    return
  }
  if (isDict(before) && isDict(after)) {
    compareEntries(walk, { before, after, kind }, [])
    return
  }
  const [old, now] = [itemsOf(before), itemsOf(after)]
  if (old.length > 0 || now.length > 0) {
    if (old.length !== now.length) {
      walk.forbid(kind)
      return
    }
    old.forEach((value, index) => void walk.waiting.push({ before: value, after: now[index] ?? null, kind }))
    return
  }
  if (!isSameScalar(before, after)) walk.forbid(kind)
}

function isUnpackedXmp(stream: PdfStream): boolean {
  return nameOf(entry(stream, 'Type')) === 'Metadata' && entry(stream, 'Filter') === null
}

/** Most streams are the very same bytes of the file in both; others cost by their length. */
function isSameData({ after: { budget } }: Walk, before: Buffer, after: Buffer): boolean {
  if (before.length !== after.length) return false
  if (before.buffer === after.buffer && before.byteOffset === after.byteOffset) return true
  spend(budget, before.length >> 8)
  return before.equals(after)
}

function isSameScalar(before: PdfValue, after: PdfValue): boolean {
  if (before === null || after === null || typeof before !== 'object' || typeof after !== 'object')
    return before === after
  if (before.type === 'name' && after.type === 'name') return before.value === after.value
  if (before.type === 'string' && after.type === 'string') return before.bytes.equals(after.bytes)
  return before.type === 'array' && after.type === 'array'
}

function compareEntries(walk: Walk, { before, after, kind }: Pair, except: readonly string[]): void {
  if (!isDict(before) || !isDict(after)) {
    walk.forbid(kind)
    return
  }
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    if (except.includes(key)) continue
    walk.waiting.push({ before: entry(before, key), after: entry(after, key), kind: labels[key] ?? kind })
  }
}

/** Objects from /Size on are missing, for readers that go by the standard (ISO 32000-2 7.5.4), and there for others. */
function isShortened(before: PdfDocument, after: PdfDocument): boolean {
  const [old, now] = [before, after].map(({ trailer }) => entry(trailer, 'Size'))
  return typeof old !== 'number' || typeof now !== 'number' || now < old
}

/** The title and author that a reader shows; programs may note when they saved. */
function compareInfo(before: PdfDocument, after: PdfDocument, forbid: (kind: ChangeKind) => void): void {
  const [old, now] = [before, after].map((each) => each.resolve(entry(each.trailer, 'Info')))
  const keys = new Set([old, now].flatMap((info) => (isDict(info) ? [...info.entries.keys()] : [])))
  for (const key of keys) {
    if (key === 'ModDate' || key === 'Producer') continue
    if (!isSameScalar(before.resolve(entry(old, key)), after.resolve(entry(now, key)))) forbid('metadata')
  }
  if ((entry(before.trailer, 'Encrypt') === null) !== (entry(after.trailer, 'Encrypt') === null))
    forbid('catalogue')
}

const fieldKeys = new Set([
  ...[
    'Type',
    'Subtype',
    'FT',
    'T',
    'TU',
    'TM',
    'V',
    'F',
    'Ff',
    'Rect',
    'P',
    'AP',
    'AS',
    'DA',
    'MK',
    'Lock',
    'SV',
    'Border',
  ],
  ...['BS', 'M', 'StructParent', 'Parent', 'NM'],
])

/** With them a note is drawn beside its rectangle on a page that is turned or shown larger (ISO 32000-2 12.5.3). */
const NO_ZOOM = 8
const NO_ROTATE = 16

/** A field of a signature and nothing besides: no action, no children, no other kind of note, no place of its own making. */
function isPlainField(field: PdfDict, document: PdfDocument): boolean {
  const [subtype, flags, place] = ['Subtype', 'F', 'Rect'].map((key) => document.resolve(entry(field, key)))
  return (
    [...field.entries.keys()].every((key) => fieldKeys.has(key)) &&
    (nameOf(subtype) ?? 'Widget') === 'Widget' &&
    (typeof flags !== 'number' || (flags & (NO_ZOOM | NO_ROTATE)) === 0) &&
    (place === null || readBox(document, place ?? null) !== null)
  )
}

/** Whether the field takes room on a page, drawn by itself or by the reader. */
function isDrawn(field: PdfDict, document: PdfDocument): boolean {
  const box = readBox(document, entry(field, 'Rect'))
  return box !== null && areaOf(box) > 0
}

function addsValidationData(before: PdfDocument, after: PdfDocument): boolean {
  const [old, now] = [before, after].map((each) => entry(catalogue(each).value, 'DSS'))
  if (now === null || now === undefined) return false
  return !isRef(old) || !isRef(now) || old.number !== now.number
}
