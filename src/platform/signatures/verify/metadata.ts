const LARGEST = 256 * 1024

/** What programs write whenever they save: when, with what, and a number for this state of the file. */
const savingNotes = ['xmp:ModifyDate', 'xmp:MetadataDate', 'xmpMM:InstanceID', 'pdf:Producer', 'x:xmptk']
const named = savingNotes.join('|')
const NOTES = new RegExp(
  `<(${named})>[^<]{0,300}</\\1>|\\s(?:${named})=(?:"[^"<]{0,300}"|'[^'<]{0,300}')`,
  'g',
)

/**
 * Whether two descriptions of a file (XMP) say the same but for the notes of the saving: many programs that add a
 * signature write them anew. Title, author and everything else a reader shows must stay.
 */
export function isSameMetadata(before: Buffer, after: Buffer): boolean {
  if (before.length > LARGEST || after.length > LARGEST) return false
  const [one, other] = [before, after].map((each) =>
    each.toString('latin1').replaceAll(NOTES, '').replaceAll(/\s+/g, ' '),
  )
  return one === other
}
