import type { WorkName } from '../../desk/next-works.ts'

/** The works as the addresses of the desk say them. */
export const workSlugs: Readonly<Record<WorkName, string>> = {
  receive: 'tiep-nhan',
  refuse: 'tu-choi',
  'hand-over': 'chuyen',
  'send-back': 'tra-lai',
  assign: 'giao',
  'request-supplement': 'bo-sung',
  supply: 'nhan-bo-sung',
  consult: 'y-kien',
  reply: 'tra-loi',
  'request-payment': 'nghia-vu',
  'confirm-payment': 'da-nop-tien',
  apologise: 'xin-loi',
  withdraw: 'rut',
  stop: 'dung',
  solve: 'ket-qua',
  return: 'tra-ket-qua',
  'go-on-without': 'di-tiep',
}

/** The works whose paper can be looked at before it is signed, beside the apology, which goes no other way. */
export const lookSlugs = {
  receive: 'xem-tiep-nhan',
  refuse: 'xem-tu-choi',
  'request-supplement': 'xem-bo-sung',
  stop: 'xem-dung',
  'hand-over': 'xem-du-thao',
  solve: 'xem-ket-qua',
} as const satisfies Partial<Record<WorkName, string>>

const ownKeys: Partial<Record<WorkName, string>> = {
  'request-supplement': 'KeyB',
  consult: 'KeyL',
  assign: 'KeyG',
}

/** The key of a work on the dossier page: T is always the way forward, whatever that is now. */
export function keyOfWork(work: WorkName, primary: WorkName | null): string | undefined {
  return work === primary ? 'KeyT' : ownKeys[work]
}

export function workOfSlug(slug: string | null): WorkName | undefined {
  const found = Object.entries(workSlugs).find(([, each]) => each === slug)
  return found?.[0] as WorkName | undefined
}
