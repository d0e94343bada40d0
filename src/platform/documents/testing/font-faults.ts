import { entry, isDict, isStream, itemsOf, nameOf, type PdfValue } from '../../signatures/pdf/values.ts'
import type { Look } from './archive-faults.ts'

/** A font whose letters are not in the file, or cannot be read back as text (ISO 19005-2 6.2.11). */
export function fontFaults({ document, value, at }: Look): string[] {
  const of = (key: string, from: PdfValue = value) => document.resolve(entry(from, key))
  const kind = nameOf(of('Subtype')) ?? ''
  if (!isDict(value) || nameOf(of('Type')) !== 'Font' || kind === 'Type3') return []
  if (kind === 'Type0') {
    const encoding = nameOf(of('Encoding'))
    const plain = encoding === undefined || encoding === 'Identity-H' || encoding === 'Identity-V'
    return [
      ...(plain ? [] : [`6.2.11.3.3 ${at} has an encoding that is not in the file`]),
      ...(isStream(of('ToUnicode')) ? [] : [`6.2.11.7 ${at} cannot be read back as text`]),
      ...(itemsOf(of('DescendantFonts')).length === 1 ? [] : [`6.2.11.3.1 ${at} is no whole font`]),
    ]
  }
  const descriptor = of('FontDescriptor')
  const program = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => isStream(of(key, descriptor)))
  const mapped = kind !== 'CIDFontType2' || of('CIDToGIDMap') !== null
  return [
    ...(program ? [] : [`6.2.11.4.1 ${at} is a font that is not in the file`]),
    ...(mapped ? [] : [`6.2.11.3.2 ${at} does not say which letter is which`]),
  ]
}
