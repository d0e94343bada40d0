import { openPdf, type PdfDocument } from '../../signatures/pdf/document.ts'
import { catalogue } from '../../signatures/pdf/form.ts'
import { unfold } from '../../signatures/pdf/streams.ts'
import {
  entry,
  isDict,
  isRef,
  isStream,
  itemsOf,
  nameOf,
  type PdfStream,
  type PdfValue,
} from '../../signatures/pdf/values.ts'
import { fontFaults } from './font-faults.ts'

/** What is looked at: an object, and how it is told in a fault. */
export type Look = { readonly document: PdfDocument; readonly value: PdfValue; readonly at: string }

/**
 * Where a file departs from the essentials of PDF/A-2 (ISO 19005-2:2011), the clause first. What a validator as veraPDF sees
 * beyond: glyphs and widths against the embedded program, the colours of single operators, the schemas of XMP, ICC
 * profiles from inside, and the structure tree of level A. @throws PdfError for what is no PDF
 */
export function archiveFaults(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const document = openPdf(bytes)
  const faults = [...fileFaults(document), ...catalogueFaults(document)]
  for (const look of everything(document)) {
    faults.push(...plainFaults(look), ...annotationFaults(look), ...fontFaults(look))
    if (isStream(look.value)) faults.push(...streamFaults(look, look.value))
  }
  return [...new Set(faults)]
}

const fault = (clause: string, wrong: boolean, what: string): string[] => (wrong ? [`${clause} ${what}`] : [])

function fileFaults({ bytes, trailer, sections }: PdfDocument): string[] {
  const comment = /^%PDF-1\.[0-7][\r\n]{1,2}%([\s\S]{4})/.exec(bytes.toString('latin1', 0, 40))?.[1] ?? ''
  const end = bytes.toString('latin1', bytes.length - 8)
  const marked = comment.length === 4 && [...comment].every((sign) => sign.charCodeAt(0) > 127)
  return [
    ...fault('6.1.2', !marked, 'has no header with a comment of four high bytes'),
    ...fault('6.1.3', itemsOf(entry(trailer, 'ID')).length !== 2, 'has no ID in its trailer'),
    ...fault(
      '6.1.3',
      sections.some((each) => entry(each.trailer, 'Encrypt') !== null),
      'is encrypted',
    ),
    ...fault('6.1.3', !/%%EOF[\r\n]{0,2}$/.test(end), 'goes on behind its end'),
  ]
}

function catalogueFaults(document: PdfDocument): string[] {
  const { value: root } = catalogue(document)
  const of = (key: string, from: PdfValue = root) => document.resolve(entry(from, key))
  const metadata = of('Metadata')
  const xmp = isStream(metadata) ? unfold(metadata, document.budget).toString('utf8') : ''
  const said = (name: string) =>
    new RegExp(`pdfaid:${name}(?:>|=["'])\\s*(\\w+)`).exec(xmp)?.[1]?.toUpperCase() ?? ''
  const form = of('AcroForm')
  const names = of('Names')
  const levelA = said('conformance') === 'A'
  const tagged = of('Marked', of('MarkInfo')) === true && of('StructTreeRoot') !== null && of('Lang') !== null
  return [
    ...fault(
      '6.6.4',
      said('part') !== '2' || !/^[ABU]$/.test(said('conformance')),
      'does not say PDF/A-2 in XMP',
    ),
    ...fault('6.2.3', !hasProfile(document, of('OutputIntents')), 'has no output intent with an RGB profile'),
    ...fault('6.7', levelA && !tagged, 'says level A and is not tagged'),
    ...fault('6.4.2', of('XFA', form) !== null || of('NeedsRendering') === true, 'has a dynamic form'),
    ...fault('6.4.1', of('NeedAppearances', form) === true, 'wants its form drawn by the reader'),
    ...fault('6.5.2', of('AA') !== null, 'does something by itself'),
    ...fault('6.5.1', of('JavaScript', names) !== null, 'has scripts'),
    ...fault('6.8', of('EmbeddedFiles', names) !== null, 'has other files inside'),
    ...fault('6.11', of('AlternatePresentations', names) !== null, 'shows itself in other ways'),
  ]
}

function hasProfile(document: PdfDocument, intents: PdfValue): boolean {
  return itemsOf(intents).some((item) => {
    const intent = document.resolve(item)
    const profile = document.resolve(entry(intent, 'DestOutputProfile'))
    if (nameOf(entry(intent, 'S')) !== 'GTS_PDFA1' || !isStream(profile)) return false
    const bytes = unfold(profile, document.budget)
    return bytes.toString('latin1', 36, 40) === 'acsp' && bytes.toString('latin1', 16, 20) === 'RGB '
  })
}

/** Every value that can be reached from the trailer, each object once. */
function everything(document: PdfDocument): Look[] {
  const found: Look[] = []
  const seen = new Set<number>()
  const waiting: Look[] = [{ document, value: document.trailer, at: 'trailer' }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    let { value, at } = next
    if (isRef(value)) {
      if (seen.has(value.number)) continue
      seen.add(value.number)
      at = `object ${value.number}`
      value = document.resolve(value)
    }
    found.push({ document, value, at })
    const held = isDict(value) ? value.entries : isStream(value) ? value.dict.entries : null
    for (const inner of held?.values() ?? itemsOf(value)) waiting.push({ document, value: inner, at })
  }
  return found
}

const forbiddenActions = new Set(
  'Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript'.split(' '),
)
const LONGEST_TEXT = 32_767
const LONGEST_NAME = 127

function plainFaults({ document, value, at }: Look): string[] {
  if (value !== null && typeof value === 'object' && value.type === 'string')
    return fault('6.1.13', value.bytes.length > LONGEST_TEXT, `${at} holds too long a text`)
  const name = nameOf(value)
  if (name !== undefined)
    return fault('6.1.13', Buffer.byteLength(name) > LONGEST_NAME, `${at} holds too long a name`)
  if (!isDict(value)) return []
  const of = (key: string) => document.resolve(entry(value, key))
  const action = nameOf(of('S')) ?? ''
  const soft = nameOf(of('Type')) === 'ExtGState' && (of('TR') !== null || of('HTP') !== null)
  return [
    ...fault('6.5.1', forbiddenActions.has(action), `${at} does ${action}`),
    ...fault('6.2.5', soft, `${at} sets a transfer function`),
  ]
}

function streamFaults({ document, at }: Look, stream: PdfStream): string[] {
  const of = (key: string) => document.resolve(entry(stream, key))
  const filters = [of('Filter'), ...itemsOf(of('Filter'))].map(nameOf)
  const subtype = nameOf(of('Subtype'))
  const outside = ['F', 'FFilter', 'FDecodeParms'].some((key) => of(key) !== null)
  const cmyk = nameOf(of('ColorSpace')) === 'DeviceCMYK'
  return [
    ...fault('6.1.7.1', outside, `${at} lies outside of the file`),
    ...fault(
      '6.1.7.2',
      filters.includes('LZWDecode') || filters.includes('Crypt'),
      `${at} is packed by a forbidden filter`,
    ),
    ...fault(
      '6.2.8',
      subtype === 'Image' && (of('Alternates') !== null || of('OPI') !== null),
      `${at} is not one picture`,
    ),
    ...fault('6.2.8', subtype === 'Image' && of('Interpolate') === true, `${at} is smoothed by the reader`),
    ...fault('6.2.9', subtype === 'PS' || of('Ref') !== null || of('PS') !== null, `${at} is no plain form`),
    ...fault('6.2.4.3', cmyk, `${at} has colours that the profile does not know`),
  ]
}

const HIDDEN = 1 | 2 | 32 | 256
const PRINTED = 4
const annotations = new Set(
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup Widget PrinterMark TrapNet Watermark Redact'.split(
    ' ',
  ),
)

function annotationFaults({ document, value, at }: Look): string[] {
  const of = (key: string, from: PdfValue = value) => document.resolve(entry(from, key))
  if (!isDict(value) || itemsOf(of('Rect')).length !== 4) return []
  const subtype = nameOf(of('Subtype')) ?? ''
  const flags = of('F')
  const shown = typeof flags === 'number' && (flags & PRINTED) !== 0 && (flags & HIDDEN) === 0
  const empty = new Set(itemsOf(of('Rect'))).size === 1
  const looks = of('AP')
  const drawn = isDict(looks) && [...looks.entries.keys()].join() === 'N' && isStream(of('N', looks))
  const needsLooks = !empty && subtype !== 'Popup' && subtype !== 'Link'
  return [
    ...fault('6.3.1', !annotations.has(subtype), `${at} is a note of a forbidden kind`),
    ...fault('6.3.2', subtype !== 'Popup' && !shown, `${at} is not always shown and printed`),
    ...fault('6.3.3', needsLooks && !drawn, `${at} does not bring its looks`),
    ...fault(
      '6.4.1',
      subtype === 'Widget' && (of('A') !== null || of('AA') !== null),
      `${at} does something`,
    ),
  ]
}
