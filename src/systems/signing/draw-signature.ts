import { renderPdf } from '#platform/documents/index.ts'
import { type Drawing, readDrawing, type SeenSignature } from '#platform/signatures/index.ts'
import { formatDate, formatTime } from '#platform/text/index.ts'
import type { OwnerKind, Place } from './schema.ts'

/**
 * The frame is red for an agency, as its seal, and blue for a person, as ink (NĐ 30/2020/NĐ-CP phụ lục I, mục II: 7, 8). Words
 * that need more room are set smaller, never cut.
 */
const drawing = `#let it = json("/data.json")
#set document(title: "Chữ ký số", date: auto)
#set page(width: it.width * 1pt, height: it.height * 1pt, margin: 0pt)
#set text(font: ("Tinos", "Noto Sans Khmer"), lang: "vi", fallback: false, fill: rgb(it.colour))
#let words(size) = {
  set text(size)
  set par(leading: 0.3em, spacing: 0.4em)
  for (label, value) in it.lines [#text(weight: "bold", label + ":") #value #parbreak()]
}
#rect(width: 100%, height: 100%, stroke: 0.7pt + rgb(it.colour), inset: 2.5pt, layout(room => {
  let sizes = (9pt, 8pt, 7pt, 6pt, 5pt, 4pt)
  let fitting = sizes.filter(size => measure(block(width: room.width, words(size))).height <= room.height)
  align(horizon, words(fitting.at(0, default: 3pt)))
}))
`

export type DrawnSigner = {
  readonly kind: OwnerKind
  readonly name: string
  /** Where a person serves, as his certificate says. */
  readonly office: string
  /** Who vouches for the key: a sandbox is told from an authority at a look. */
  readonly issuer: string
  readonly at: Date
}

/** What is seen of a signature on the page: who signed, when, and whose certificate says so. */
export type SignatureDrawer = (place: Place, signer: DrawnSigner) => Promise<SeenSignature>

/** Papers of one agency that are signed in the same second look alike; more looks than these are drawn again. */
const MOST_KEPT = 100

/** Draws, and keeps what was drawn last: a month of slips that are signed at once is not set one by one. */
export function openSignatureDrawer(): SignatureDrawer {
  const kept = new Map<string, Promise<Drawing>>()
  return async (place, signer) => {
    const { width, height } = place
    const data = {
      lines: linesOf(signer),
      colour: signer.kind === 'agency' ? '#b01116' : '#14398c',
      width,
      height,
    }
    const key = JSON.stringify(data)
    const making = kept.get(key) ?? draw(data, signer.at)
    kept.set(key, making)
    making.catch(() => kept.delete(key))
    for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old)
    return { ...place, drawing: await making }
  }
}

async function draw(data: object, at: Date): Promise<Drawing> {
  return readDrawing(await renderPdf({ source: drawing }, data, { createdAt: at, standard: 'a-2b' }))
}

function linesOf({ kind, name, office, issuer, at }: DrawnSigner): string[][] {
  return [
    ['Ký bởi', name],
    ...(kind === 'officer' && office ? [['Cơ quan', office]] : []),
    ['Thời gian ký', instantOf(at)],
    ['Chứng thư do', issuer],
  ]
}

/** With seconds and the zone of Việt Nam (ISO 8601), as NĐ 30/2020/NĐ-CP writes the time of a signature. */
function instantOf(at: Date): string {
  return `${formatDate(at)} ${formatTime(at)}:${String(at.getUTCSeconds()).padStart(2, '0')} +07:00`
}
