import { v7 } from 'uuid'

/**
 * The key of a new row: a UUID that begins with its time (RFC 9562, version 7), so that what happens together lies together in
 * every index that begins with a key. With keys by chance each new stay or event of a dossier touches a page of its own: a
 * merge of a million dossiers took a quarter longer. Not a secret: where nobody may guess, `randomUUID` or a token.
 * @param at when the thing began, for what is written down afterwards
 */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7()
}
