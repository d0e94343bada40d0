import { spend } from '../pdf/budget.ts'
import type { PdfDocument } from '../pdf/document.ts'
import { inherited } from '../pdf/form.ts'
import { entry, isDict, itemsOf, nameOf, type PdfValue } from '../pdf/values.ts'

export type Box = {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** A rectangle of PDF, whichever corner it names first; null when it is none. */
export function readBox(document: PdfDocument, value: PdfValue): Box | null {
  const corners = itemsOf(document.resolve(value)).map((corner) => document.resolve(corner))
  const [a, b, c, d] = corners.filter((corner) => typeof corner === 'number')
  if (corners.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    return null
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) }
}

export function areaOf({ left, bottom, right, top }: Box): number {
  return Math.max(0, right - left) * Math.max(0, top - bottom)
}

function common(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  }
}

/** All later drawings of a page together may take this share of what is seen of it; more hides what was signed. */
const LARGEST_SHARE = 1 / 8

/**
 * What of a drawn signature a later one may lie over: the seal of an agency covers about a third of the signature of its
 * head, from the left (NĐ 30/2020/NĐ-CP phụ lục I). Other things on the page that are filled in or noted, nothing.
 */
const COVERED_SIGNATURE = 2 / 5

/** Frames that touch do not cover each other. */
const TOUCHING = 1

/** What the signatures behind a signed saving draw on one page. */
export type PageDrawings = {
  readonly document: PdfDocument
  readonly page: PdfValue
  /** Their fields. */
  readonly later: readonly PdfValue[]
  /** What lay on the page when it was signed. */
  readonly there: readonly PdfValue[]
}

/**
 * Whether later drawings hide what was signed: by their size against what is seen of this page (a page that is turned, or
 * counts in other units, turns and counts its drawings too), or by lying over what others filled in or signed.
 */
export function hidesSigned({ document, page, later, there }: PageDrawings): boolean {
  const boxes = later
    .map((each) => readBox(document, entry(document.resolve(each), 'Rect')))
    .filter((box) => box !== null)
    .filter((box) => areaOf(box) > 0)
  if (boxes.length === 0) return false
  const shown = shownOf(document, page)
  if (!shown) return true
  const taken = boxes.reduce((sum, box) => sum + areaOf(common(box, shown)), 0)
  if (taken > areaOf(shown) * LARGEST_SHARE) return true
  spend(document.budget, there.length * boxes.length)
  return there.some((each) => isHidden(document, each, boxes))
}

/** What is seen of the page: its crop box within its media box. */
function shownOf(document: PdfDocument, page: PdfValue): Box | null {
  const [media, crop] = ['MediaBox', 'CropBox'].map((key) => inherited(document, page, key))
  const whole = readBox(document, media ?? null)
  if (!whole || crop === null || crop === undefined) return whole
  const cropped = readBox(document, crop)
  return cropped && common(whole, cropped)
}

function isHidden(document: PdfDocument, note: PdfValue, boxes: readonly Box[]): boolean {
  const value = document.resolve(note)
  const box = readBox(document, entry(value, 'Rect'))
  if (!box || areaOf(box) === 0) return false
  const covered = boxes
    .map((each) => common(each, box))
    .filter(({ left, right, bottom, top }) => right - left > TOUCHING && top - bottom > TOUCHING)
    .reduce((sum, each) => sum + areaOf(each), 0)
  return covered > areaOf(box) * sparedOf(document, value)
}

/** The share of a note that may be covered: all of what shows nothing by itself. */
function sparedOf(document: PdfDocument, note: PdfValue): number {
  const subtype = nameOf(document.resolve(entry(note, 'Subtype')))
  if (subtype === 'Link' || subtype === 'Popup') return 1
  const above = document.resolve(entry(note, 'Parent'))
  const held = (key: string) => document.resolve(entry(note, key)) ?? document.resolve(entry(above, key))
  if (nameOf(held('FT')) !== 'Sig') return 0
  // The room of a signature that nobody gave yet.
  return isDict(held('V')) ? COVERED_SIGNATURE : 1
}
