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
  stop: 'dung',
  solve: 'ket-qua',
  return: 'tra-ket-qua',
}

/** The keys of the desk for the works that have one; T is always the way forward. */
export const workKeys: Partial<Record<WorkName, string>> = {
  'hand-over': 'KeyT',
  solve: 'KeyT',
  'request-supplement': 'KeyB',
  consult: 'KeyL',
  assign: 'KeyG',
}

export function workOfSlug(slug: string | null): WorkName | undefined {
  const found = Object.entries(workSlugs).find(([, each]) => each === slug)
  return found?.[0] as WorkName | undefined
}
