const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/tiff': '.tif',
}

/** The name under which a file is saved: with the ending of its type, or a machine does not know what opens it. */
export function fileName(name: string, type: string): string {
  const ending = endings[type] ?? ''
  const known = ending === '.jpg' ? /\.jpe?g$/i : ending === '.tif' ? /\.tiff?$/i : null
  const ends = known ? known.test(name) : name.toLowerCase().endsWith(ending)
  return ends ? name : name + ending
}
