import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { KeysDialog } from './KeysDialog.tsx'
import { type DeskKey, keyOf } from './key-press.ts'

type Registry = {
  readonly keys: readonly DeskKey[]
  readonly add: (keys: readonly DeskKey[]) => () => void
  readonly showAll: () => void
}

const RegistryContext = createContext<Registry | null>(null)

/** Where the choice to live without shortcuts is kept (WCAG 2.1.4). */
const SWITCH = 'tinh-so.keys'

/** Listens for the keys of the desk and shows all of them on `?`. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<readonly (readonly DeskKey[])[]>([])
  const [on, setOn] = useState(true)
  const dialog = useRef<HTMLDialogElement>(null)
  const showAll = useCallback(() => dialog.current?.showModal(), [])
  const add = useCallback((keys: readonly DeskKey[]) => {
    setGroups((current) => [...current, keys])
    return () => setGroups((current) => current.filter((group) => group !== keys))
  }, [])
  const keys = useMemo(() => groups.flat(), [groups])
  const registry = useMemo(() => ({ keys, add, showAll }), [keys, add, showAll])
  useEffect(() => setOn(localStorage.getItem(SWITCH) !== 'off'), [])
  useEffect(() => {
    if (!on) return
    const press = (event: KeyboardEvent) => {
      const key = keyOf(event, keys, isTyping(event.target) || dialog.current?.open === true)
      if (key === undefined || (event.code === 'Enter' && isActed(event.target))) return
      event.preventDefault()
      key.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [keys, on])
  const switchTo = (next: boolean) => {
    localStorage.setItem(SWITCH, next ? 'on' : 'off')
    setOn(next)
  }
  return (
    <RegistryContext.Provider value={registry}>
      {children}
      <KeysDialog ref={dialog} keys={keys} on={on} onSwitch={switchTo} />
    </RegistryContext.Provider>
  )
}

/** Registers keys while the component is on the page. Keep the array stable with `useMemo`. */
export function useKeys(keys: readonly DeskKey[]): void {
  const add = useRegistry().add
  useEffect(() => add(keys), [add, keys])
}

/** The keys at work now, and the overlay that lists them. */
export function useRegistry(): Registry {
  const registry = useContext(RegistryContext)
  if (registry === null) throw new Error('Keys are only known inside the desk frame')
  return registry
}

/** Enter on a link or button does what that says, not what the page does with Enter. */
function isActed(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary, input, select') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target.matches('textarea, select')
}
