import type { ReactNode } from 'react'
import { Form } from 'react-router'
import type { AskedPeriod } from '../../asked-period.ts'
import { useMessages } from '../../messages/define.ts'
import { Button } from '../button/Button.tsx'
import { ErrorSummary } from '../error-summary/ErrorSummary.tsx'
import { DayField } from './DayField.tsx'
import { keptFields } from './kept.ts'
import { fieldMessages } from './messages.ts'

type Props = {
  /** The names of its two days in the address, as `askedPeriod` reads them. */
  readonly names: { readonly from: string; readonly to: string }
  readonly from: string
  readonly to: string
  readonly wrong: AskedPeriod['wrong'] | null
  /** What the first day is of, when "from" does not say it. */
  readonly fromLabel?: string
  /** What the address asks beside, by name: the answer is to the whole question. */
  readonly beside?: Readonly<Record<string, string | undefined>>
  /** What stands behind its button, where the form was opened: the way out. */
  readonly wayOut?: ReactNode
  /** What else is asked for, before the days. */
  readonly children?: ReactNode
}

/** Asks for a period by GET, so that what is seen has an address. What is wrong stands on top and beside its day. */
export function PeriodForm({ names, from, to, wrong, fromLabel, beside = {}, wayOut, children }: Props) {
  const texts = useMessages(fieldMessages)
  const field = keptFields({ ...wrong, known: { [names.from]: from, [names.to]: to } })
  return (
    <Form className="stack stack-sm" key={`${from} ${to}`}>
      <ErrorSummary fields={wrong?.errors} />
      {Object.entries(beside).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <div className="row period">
        {children}
        <DayField {...field(names.from)} label={fromLabel ?? texts.from} />
        <DayField {...field(names.to)} label={texts.to} />
        <Button kind="quiet">{texts.show}</Button>
        {wayOut}
      </div>
    </Form>
  )
}
