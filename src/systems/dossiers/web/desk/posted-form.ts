import { Refusal } from '#platform/errors.ts'
import { normalise, normaliseLines, parseDate } from '#platform/text/index.ts'
import { fieldMessages } from '#web/components/field/messages.ts'
import type { SupplementItem } from '../../schema.ts'

/** Reads a posted form field by field; what is missing is refused with a sentence beside the field. */
export type PostedForm = {
  readonly text: (name: string, maxLength: number) => string
  readonly lines: (name: string, maxLength: number) => string
  readonly required: (name: string, sentence: string) => string
  /** A reason that somebody else reads: five letters at least. */
  readonly reason: (name: string) => string
  /** A day as yyyy-MM-dd; the sentence is for a field that was left empty. */
  readonly day: (name: string, sentence: string) => string
  /** Whole đồng: "1.500.000" or "1500000". */
  readonly money: (name: string) => number
  readonly all: (name: string) => string[]
  readonly files: (name: string) => File[]
  /** `cause`: the code of the refusal whose sentence it is, when another one has spoken. */
  readonly wrong: (name: string, sentence: string, cause?: string) => Refusal
}

const MAX_REASON = 2000

export function postedForm(form: FormData): PostedForm {
  const raw = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const text = (name: string, maxLength: number) => normalise(raw(name)).slice(0, maxLength)
  const lines = (name: string, maxLength: number) => normaliseLines(raw(name)).slice(0, maxLength)
  const required = (name: string, sentence: string) => {
    const value = text(name, 500)
    if (value === '') throw wrong(name, sentence)
    return value
  }
  return {
    text,
    lines,
    required,
    wrong,
    reason(name) {
      const value = lines(name, MAX_REASON)
      if (value.length < 5) throw wrong(name, 'Ghi rõ nội dung, ít nhất 5 chữ cái')
      return value
    },
    day(name, sentence) {
      const value = text(name, 20)
      if (value === '') throw wrong(name, sentence)
      const day = parseDate(value)
      if (!day) throw wrong(name, fieldMessages.vi.notADay(value))
      return day
    },
    money(name) {
      const value = text(name, 30).replace(/[.\s]|đồng|đ$/g, '')
      const amount = /^\d{1,12}$/.test(value) ? Number(value) : 0
      if (amount <= 0) throw wrong(name, 'Ghi số tiền, ví dụ 1.500.000')
      return amount
    },
    all: (name) =>
      form.getAll(name).flatMap((value) => (typeof value === 'string' ? [normalise(value)] : [])),
    files: (name) =>
      form.getAll(name).flatMap((value) => (typeof value !== 'string' && value.size > 0 ? [value] : [])),
  }
}

function wrong(name: string, sentence: string, cause?: string): Refusal {
  const told = 'Còn mục chưa ghi. Hãy ghi đủ các mục được nêu.'
  const refusal = new Refusal(422, 'form.incomplete', told, { [name]: sentence })
  if (cause !== undefined) refusal.causes = { [name]: cause }
  return refusal
}

/** The things to complete: papers that were ticked, each with its remark, and one line for each other thing. */
export function readItems(form: PostedForm): SupplementItem[] {
  const papers = form.all('paper').map((paperId) => {
    const name = form.text(`name-${paperId}`, 200)
    const remark = form.text(`remark-${paperId}`, 250)
    return { paperId, text: remark === '' ? name : `${name}: ${remark}` }
  })
  const others = form
    .lines('others', 3000)
    .split('\n')
    .map((line) => ({ text: line.replace(/^[-•*\s]+/, '').slice(0, 500) }))
  const items = [...papers, ...others].filter((item) => item.text.length >= 3).slice(0, 30)
  if (items.length === 0) throw wrong('others', 'Chọn giấy tờ hoặc ghi ít nhất một nội dung cần bổ sung')
  return items
}
