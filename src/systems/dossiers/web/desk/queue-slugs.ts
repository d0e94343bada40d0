import type { QueueName } from '../../desk/queues.ts'

/** The queues as their addresses say them. */
export const queueSlugs: Readonly<Record<QueueName, string>> = {
  mine: 'cho-toi',
  'mine-today': 'hom-nay',
  'mine-overdue': 'toi-qua-han',
  'mine-submitted': 'toi-da-trinh',
  'mine-waiting': 'cho-dan',
  'mine-asking': 'toi-cho-y-kien',
  new: 'moi-nop',
  unassigned: 'chua-giao',
  'office-overdue': 'qua-han',
  office: 'ca-co-quan',
  asked: 'hoi-y-kien',
  asking: 'cho-y-kien',
  'to-return': 'cho-tra',
  'sent-on': 'noi-khac',
  done: 'da-xong',
}

/** The filters as their addresses say them. */
export const filterParams = {
  fields: 'linh-vuc',
  procedureCode: 'thu-tuc',
  channel: 'kenh',
  state: 'trang-thai',
  stepRole: 'buoc',
  assigneeId: 'nguoi',
  dueFrom: 'tu',
  dueTo: 'den',
} as const
export type FilterKey = keyof typeof filterParams
