import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import { scrolling } from '../../scrolling.ts'
import { Count } from '../badge/Badge.tsx'
import type { StateName } from '../badge/states.ts'
import { Face } from '../face/Face.tsx'
import { TimeBar, type Wait } from '../timebar/TimeBar.tsx'
import { queueMessages } from './messages.ts'

/** The list of the desk: one line to a dossier, due first, grouped by when. Holds `QueueGroup`s. */
export function Queue({ label, children }: { label: string; children: ReactNode }) {
  const texts = useMessages(queueMessages)
  const columns = [texts.code, null, texts.applicant, texts.step, texts.flags, texts.assigned]
  return (
    <section className="queue-scroll" {...scrolling(label)}>
      <table className="queue">
        <colgroup>
          <col className="c-check" />
          <col className="c-left" />
          <col className="c-code wide" />
          <col />
          <col className="c-who wide" />
          <col className="c-step wide" />
          <col className="c-flag wide" />
          <col className="c-face wide" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-text">{texts.mark}</span>
            </th>
            <th scope="col">{texts.left}</th>
            {columns.map((title) => (
              <th key={title} scope="col" className={title === null ? undefined : 'wide'}>
                {title ?? texts.procedure}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  )
}

type QueueGroupProps = {
  readonly title: string
  readonly count: number
  readonly state?: StateName | undefined
  readonly children: ReactNode
}

/** The dossiers of one day, or the late ones. */
export function QueueGroup({ title, count, state, children }: QueueGroupProps) {
  return (
    <tbody data-state={state}>
      <tr>
        <th colSpan={3} scope="rowgroup">
          {title} <Count>{count.toLocaleString('vi')}</Count>
        </th>
        <td className="wide" colSpan={5} />
      </tr>
      {children}
    </tbody>
  )
}

export type QueueRowProps = {
  readonly id: string
  readonly href: string
  /** Without the part that all rows share: "241118-0009". */
  readonly code: string
  readonly title: string
  readonly applicant: string
  readonly step: string
  /** "3 giờ 18", "trễ 6 giờ 12". */
  readonly left: string
  readonly used: number
  readonly waits?: readonly Wait[]
  readonly flags?: ReactNode
  readonly assignee?: string | null
  /** The row under the keyboard. */
  readonly current?: boolean
  readonly marked?: boolean
  readonly onMark?: (marked: boolean, range: boolean) => void
}

/** One dossier. Its box is named `id`, so that a form around the queue posts the marked ones without script too. */
export function QueueRow(props: QueueRowProps) {
  const { id, href, code, title, applicant, step, left, used, waits, flags, assignee } = props
  return (
    <tr
      aria-current={props.current ? 'true' : undefined}
      data-checked={props.marked ? '' : undefined}
      data-id={id}
    >
      <td>
        <MarkBox {...props} />
      </td>
      <td>
        <div className="left">{left}</div>
        <TimeBar used={used} thin {...(waits ? { waits } : {})} />
      </td>
      <td className="wide">{code}</td>
      <td title={title}>
        <Link to={href}>{title}</Link>
        <span className="fold">{[code, applicant, step].join(' · ')}</span>
      </td>
      <td className="wide" title={applicant}>
        {applicant}
      </td>
      <td className="wide soft" title={step}>
        {step}
      </td>
      <td className="wide">{flags}</td>
      <td className="wide">{assignee && <Face name={assignee} alone />}</td>
    </tr>
  )
}

function MarkBox({ id, code, marked, onMark }: QueueRowProps) {
  const texts = useMessages(queueMessages)
  const controlled = onMark
    ? {
        checked: marked ?? false,
        onChange: (event: { target: HTMLInputElement; nativeEvent: Event }) =>
          onMark(event.target.checked, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey),
      }
    : { defaultChecked: marked }
  return (
    <label className="check">
      <input type="checkbox" name="id" value={id} aria-label={texts.markOne(code)} {...controlled} />
    </label>
  )
}
