import type { AgencyQuestion } from '../agency-list.ts'

type Asked = Omit<AgencyQuestion, 'today' | 'limit'>

/** The filters of the list as its address says them. */
export function agencyQuestion(address: URLSearchParams): Asked {
  const text = (name: string) => address.get(name)?.trim().slice(0, 100) || undefined
  const [search, kind, areaCode, parentId, after] = ['q', 'loai', 'dia-ban', 'cap-tren', 'sau'].map(text)
  return {
    ...(search === undefined ? {} : { search }),
    ...(kind === undefined ? {} : { kind }),
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(after === undefined ? {} : { after }),
    ...(address.get('chua-co-can-bo') === '1' ? { unstaffed: true } : {}),
  }
}

/** The address of the same list, of its first page or of the page after an agency. */
export function pageOf(question: Asked, after?: string): URLSearchParams {
  const { search, kind, areaCode, parentId, unstaffed } = question
  const texts = { q: search, loai: kind, 'dia-ban': areaCode, 'cap-tren': parentId, sau: after }
  return new URLSearchParams([
    ...Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ...(unstaffed ? [['chua-co-can-bo', '1']] : []),
  ])
}
