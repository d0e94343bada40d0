/** A key of the desk. `code` is the place on the keyboard (`KeyJ`), because Telex and VNI change what it types. */
export type DeskKey = {
  readonly code: string
  readonly shift?: boolean
  /** What it does, in a few words: "xuống", "trình ký". */
  readonly label: string
  /** Keys with a hint stand in the line at the foot of the desk. */
  readonly hint?: boolean
  readonly run: () => void
}

/** What has to be known of a keyboard event; a part of the browser's `KeyboardEvent`. */
export type Press = Pick<
  KeyboardEvent,
  'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'
>

/**
 * The key that a press means, or undefined: never inside a field, never with Ctrl, Alt or Meta, never while an input
 * method composes. What a page registers last wins over its frame.
 */
export function keyOf(press: Press, keys: readonly DeskKey[], typing: boolean): DeskKey | undefined {
  if (typing || press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return undefined
  return keys.findLast((key) => key.code === press.code && (key.shift ?? false) === press.shiftKey)
}

/** How a key is written on a cap: `J`, `/`, `Enter`, `Shift X`. */
export function capOf({ code, shift }: Pick<DeskKey, 'code' | 'shift'>): string {
  const names: Readonly<Record<string, string>> = {
    Slash: shift ? '?' : '/',
    Escape: 'Esc',
    BracketLeft: '[',
    BracketRight: ']',
    ArrowUp: '↑',
    ArrowDown: '↓',
  }
  const cap = names[code] ?? code.replace(/^(Key|Digit)/, '')
  return shift && code !== 'Slash' ? `Shift ${cap}` : cap
}
