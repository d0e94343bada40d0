/** Items whose only identity is their place in the list, with that place as the key. */
export function keyed<Item>(items: readonly Item[]): { readonly key: string; readonly item: Item }[] {
  return items.map((item, index) => ({ key: String(index), item }))
}
