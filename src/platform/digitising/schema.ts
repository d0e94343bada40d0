/** What may be wrong with the picture of a page, by TT 01/2023/TT-VPCP and NĐ 30/2020/NĐ-CP Phụ lục I: a word each. */
export const pageFaults = ['low-resolution', 'dark', 'blurred', 'faint', 'unread'] as const
export type PageFault = (typeof pageFaults)[number]

export type PageReport = {
  /** Dots an inch of the page as it is kept. */
  readonly dpi: number
  /** By how many degrees the page was turned back. */
  readonly turned: number
  /** Cut out of a photo and laid flat. */
  readonly flattened: boolean
  readonly words: number
  /** How sure the reading is, 0 to 100; null on a page without words. */
  readonly confidence: number | null
  readonly faults: readonly PageFault[]
}

/** A word that was read: its text and its place on the page, as parts of the page's width and height. */
export type Word = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A page ready to be set: a JPEG and the words that lie in it. Sizes in millimetres. */
export type ReadPage = {
  readonly jpeg: Uint8Array
  readonly widthMm: number
  readonly heightMm: number
  /** The lines of the page, each with its words, in reading order. */
  readonly lines: readonly (readonly Word[])[]
  readonly report: PageReport
}

/** What became of a file: its pages, or the news that it is a text already (a PDF made by a program, not by a scanner). */
export type ReadFile =
  | { readonly kind: 'pages'; readonly pages: readonly ReadPage[] }
  | { readonly kind: 'text' }

/** Why a file cannot be digitised, a word each; the words for people stand in the pages. */
export const readFailures = [
  'unreadable',
  'no-scan',
  'too-many-pages',
  'too-large',
  'locked',
  'too-slow',
] as const
export type ReadFailure = (typeof readFailures)[number]

/** Thrown for what no second try mends; its message is the word. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  readonly failure: ReadFailure
  constructor(failure: ReadFailure, options?: ErrorOptions) {
    super(failure, options)
    this.failure = failure
  }
}
