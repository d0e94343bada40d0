import { drawings, heavy, type IconName } from './drawings.ts'

/** An icon beside a word. It is drawn in place, so that a page pays only for the icons it shows. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} {...(heavy[name] ? { strokeWidth: heavy[name] } : {})} />
    </svg>
  )
}
