/** The initials of a Vietnamese name as officers call each other: the last two words. "Lê Hữu Phước" is HP. */
export function initialsOf(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
    .join('')
}
