/** What a region that scrolls inside itself needs: a name, and the focus, or the keyboard cannot scroll it (WCAG 2.1.1). */
export function scrolling(label: string): { readonly tabIndex: 0; readonly 'aria-label': string } {
  return { tabIndex: 0, 'aria-label': label }
}
