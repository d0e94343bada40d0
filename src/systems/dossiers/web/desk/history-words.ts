import { localDate } from '../../../../platform/calendar/index.ts'
import {
  formatDate,
  formatMoney,
  formatTime,
  relativeDue,
  shortName,
} from '../../../../platform/text/index.ts'
import type { StateName } from '../../../../web/components/badge/states.ts'
import type { Moment } from '../../../../web/components/source/Source.tsx'
import type { DossierHappening } from '../../queries/history.ts'

type Telling = { readonly now: Date; readonly agencyNames: ReadonlyMap<string, string> }
/** One line of the history, in plain words. */
export type ToldHappening = {
  readonly id: string
  readonly title: string
  readonly at: Moment
  readonly state: StateName
  readonly more?: string
}

type Told = { readonly title: string; readonly state?: StateName; readonly more?: string }

/** "09:12 hôm nay", "15:30 19/11", in another year with it. */
export function shortMoment(instant: Date, now: Date): string {
  const [day, today] = [localDate(instant), localDate(now)]
  if (day === today) return `${formatTime(instant)} hôm nay`
  const date = formatDate(day)
  return `${formatTime(instant)} ${day.slice(0, 4) === today.slice(0, 4) ? date.slice(0, 5) : date}`
}

/**
 * What happened, newest first, as colleagues tell it: who did what. The log is Vietnamese like those who wrote it, so it
 * is not translated. Readings are left out: they are the citizen's to see.
 */
export function tellHistory(history: readonly DossierHappening[], telling: Telling): ToldHappening[] {
  const told = history.flatMap((event) => {
    const words = tell(event, telling)
    return words ? [{ event, words }] : []
  })
  return told.toReversed().map(({ event, words: { title, state, more } }, index) => ({
    id: String(event.id),
    title,
    at: { iso: new Date(event.at).toISOString(), text: shortMoment(new Date(event.at), telling.now) },
    state: index === 0 ? (state ?? 'info') : 'done',
    ...(more ? { more } : {}),
  }))
}

function tell(event: DossierHappening, telling: Telling): Told | null {
  return tellWay(event, telling) ?? tellWait(event, telling) ?? tellEnd(event)
}

function tellWay(event: DossierHappening, { now }: Telling): Told | null {
  const who = whoOf(event)
  switch (event.name) {
    case 'dossier.submitted':
      return {
        title: { online: 'Nộp trực tuyến', direct: 'Nộp tại một cửa', post: 'Nộp qua bưu chính' }[
          event.data.channel
        ],
      }
    case 'dossier.received': {
      const due = event.data.promisedAt
      return {
        title: `${who} tiếp nhận`,
        ...(due ? { more: `Hẹn trả ${relativeDue(new Date(due), now)}` } : {}),
      }
    }
    case 'dossier.handed-over':
      return {
        title: `${who} chuyển: ${event.data.stepName}`,
        ...more(to(event.data.officerName), event.data.note),
      }
    case 'dossier.sent-back':
      return { title: `${who} trả lại: ${event.data.stepName}`, state: 'soon', more: event.data.reason }
    case 'dossier.assigned':
      return { title: `${who} giao cho ${event.data.officerName ?? 'cơ quan'}` }
    default:
      return null
  }
}

function tellWait(event: DossierHappening, { now, agencyNames }: Telling): Told | null {
  const who = whoOf(event)
  switch (event.name) {
    case 'dossier.supplement-requested': {
      const items = event.data.items.map((item) => item.text).join('; ')
      return {
        title: `${who} yêu cầu bổ sung`,
        state: 'paused',
        more: `${items}. Lý do: ${event.data.reason}`,
      }
    }
    case 'dossier.supplemented':
      return {
        title: 'Đã bổ sung',
        ...(event.data.papers > 0 ? { more: `${event.data.papers} tệp mới` } : {}),
      }
    case 'dossier.payment-requested':
      return {
        title: `${who} yêu cầu nộp ${formatMoney(event.data.amount)}`,
        state: 'paused',
        more: event.data.reason,
      }
    case 'dossier.payment-confirmed':
      return { title: `${who} xác nhận đã nộp`, ...more(event.data.note) }
    case 'dossier.consulted': {
      const agency = agencyNames.get(event.data.agencyId) ?? event.data.agencyId
      const due = relativeDue(new Date(event.data.replyDueAt), now)
      return { title: `${who} lấy ý kiến ${agency}`, more: `${event.data.question} Trả lời trước ${due}.` }
    }
    case 'dossier.opinion-given': {
      const agency = agencyNames.get(event.data.agencyId) ?? event.data.agencyId
      const word = event.data.agrees ? 'đồng ý' : 'không đồng ý'
      return { title: `${agency} ${word}`, more: event.data.reply }
    }
    default:
      return null
  }
}

function tellEnd(event: DossierHappening): Told | null {
  const who = whoOf(event)
  switch (event.name) {
    case 'dossier.refused':
      return { title: `${who} từ chối tiếp nhận`, state: 'late', more: event.data.reason }
    case 'dossier.withdrawn':
      return { title: 'Công dân rút hồ sơ', state: 'done', more: event.data.reason }
    case 'dossier.stopped':
      return {
        title: `${who} dừng giải quyết`,
        state: 'late',
        more: `${event.data.reason} (${event.data.legalGround})`,
      }
    case 'dossier.solved':
      return {
        title: `${who} ghi kết quả`,
        state: 'ok',
        more: `${event.data.resultName}, số ${event.data.resultNumber}`,
      }
    case 'dossier.returned':
      return { title: `${who} trả kết quả`, state: 'ok' }
    case 'dossier.rated':
      return { title: `Công dân đánh giá ${event.data.stars} trên 5` }
    case 'dossier.overdue':
      return { title: 'Quá giờ hẹn trả', state: 'late' }
    case 'dossier.due-soon':
      return { title: 'Sắp đến giờ hẹn trả', state: 'soon' }
    case 'dossier.first-answer-late':
      return { title: 'Chưa trả lời trong 8 giờ làm việc', state: 'late' }
    case 'dossier.promise-moved':
      return { title: 'Hẹn lại giờ trả', more: event.data.reason }
    default:
      return null
  }
}

/** Officers call each other by the short name; a job is the system. */
function whoOf({ actorKind, actorName }: DossierHappening): string {
  return actorKind === 'system' ? 'Hệ thống' : actorKind === 'citizen' ? 'Công dân' : shortName(actorName)
}

function to(name: string | null): string | null {
  return name === null ? null : `Giao ${name}`
}

function more(...parts: (string | null | undefined)[]): { more?: string } {
  const text = parts.filter((part) => part).join('. ')
  return text === '' ? {} : { more: text }
}
