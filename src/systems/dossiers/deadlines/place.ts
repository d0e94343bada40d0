/** Where a page of the board ended. */
export type Place = { readonly at: Date; readonly id: string }

export function encodePlace({ at, id }: Place): string {
  return `${at.toISOString()}_${id}`
}

/** A place that nobody made is none: the list begins at its start. */
export function decodePlace(text: string): Place | undefined {
  const [, instant = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  const at = new Date(instant)
  return id === '' || Number.isNaN(at.getTime()) ? undefined : { at, id }
}

/** Where a page ended in each of several orders that were merged; nothing where it has not begun. */
export function encodePlaces(places: readonly (Place | undefined)[]): string {
  return places.map((place) => (place ? encodePlace(place) : '')).join('~')
}

/** The places of `count` orders. When there are others now than when the page was made, the list begins at its start. */
export function decodePlaces(text: string | undefined, count: number): readonly (Place | undefined)[] {
  const parts = text?.split('~') ?? []
  return parts.length === count ? parts.map(decodePlace) : []
}
