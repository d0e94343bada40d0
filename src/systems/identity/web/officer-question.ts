/** What the list of officers asks, as its address says it. */
export type AskedOfficers = {
  readonly search?: string
  /** The code of an agency, or words of its name. */
  readonly agency?: string
  readonly role?: string
  readonly withoutPost?: boolean
}

/** The filters in the address; everything else is left out. */
export function officerQuestion(address: URLSearchParams): AskedOfficers {
  const text = (name: string) => address.get(name)?.trim().slice(0, 100) || undefined
  const [search, agency, role] = ['q', 'co-quan', 'vai-tro'].map(text)
  return {
    ...(search === undefined ? {} : { search }),
    ...(agency === undefined ? {} : { agency }),
    ...(role === undefined ? {} : { role }),
    ...(address.get('chua-co-vi-tri') === '1' ? { withoutPost: true } : {}),
  }
}

/** The address of the same list on a page. */
export function officerAddress(
  { search, agency, role, withoutPost }: AskedOfficers,
  page = 1,
): URLSearchParams {
  const texts = { q: search, 'co-quan': agency, 'vai-tro': role, trang: page > 1 ? String(page) : undefined }
  return new URLSearchParams([
    ...Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ...(withoutPost ? [['chua-co-vi-tri', '1']] : []),
  ])
}
