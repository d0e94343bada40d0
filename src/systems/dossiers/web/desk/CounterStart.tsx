import { useEffect, useRef } from 'react'
import { Form, Link } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import { counterMessages } from './counter-messages.ts'

const COUNTER = '/ban-lam-viec/tiep-nhan'

type Props = {
  readonly query: string
  readonly who: string
  readonly procedures: readonly { code: string; shortName: string; name: string; field: string }[]
}

/** First step at the counter: which procedure, and whether the applicant is known already. One Enter finds both. */
export function CounterStart({ query, who, procedures }: Props) {
  const texts = useMessages(counterMessages)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.select(), [])
  return (
    <>
      <Form ref={form} action={COUNTER} className="stack stack-sm">
        <TextField name="tim" label={texts.find} hint={texts.findHint} value={query} autoComplete="off" />
        <TextField
          name="nguoi"
          label={texts.who}
          hint={texts.whoHint}
          value={who}
          size={10}
          numeric
          autoComplete="off"
          inputMode="numeric"
        />
        <p>
          <Button kind="quiet">{texts.search}</Button>
        </p>
      </Form>
      <section className="stack stack-sm">
        <h2>{query === '' ? texts.frequent : texts.found}</h2>
        {procedures.length === 0 ? (
          <Empty title={texts.nothing}>{texts.nothingNote}</Empty>
        ) : (
          <Table
            label={texts.found}
            rows={procedures}
            rowKey={({ code }) => code}
            columns={[
              {
                title: texts.find,
                cell: ({ code, shortName, name }) => (
                  <Link
                    to={`${COUNTER}?${new URLSearchParams({ 'thu-tuc': code, nguoi: who })}`}
                    title={name}
                  >
                    {shortName}
                  </Link>
                ),
              },
              { title: texts.field, cell: ({ field }) => field },
              { title: texts.code, numeric: true, cell: ({ code }) => code },
            ]}
          />
        )}
      </section>
    </>
  )
}
