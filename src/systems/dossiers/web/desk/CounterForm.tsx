import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import { Button } from '../../../../web/components/button/Button.tsx'
import { ErrorSummary } from '../../../../web/components/error-summary/ErrorSummary.tsx'
import { RadioField, SelectField, TextField } from '../../../../web/components/field/Field.tsx'
import { FileField } from '../../../../web/components/field/FileField.tsx'
import { Notice } from '../../../../web/components/notice/Notice.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import type { ShownRefusal } from '../../../../web/page.ts'
import type { FormItem, PaperRow } from '../../../procedures/index.ts'
import type { CommuneChoice } from '../../queries/filing.ts'
import type { Applicant } from '../../schema.ts'
import { FormQuestion } from '../filing/FormQuestion.tsx'
import { counterMessages } from './counter-messages.ts'
import { dossierPageMessages } from './dossier-messages.ts'

type Props = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly pages: readonly {
    readonly id: string
    readonly title: string
    readonly items: readonly FormItem[]
  }[]
  readonly papers: readonly PaperRow[]
  readonly cases: readonly { readonly name: string; readonly promise: string }[]
  readonly communes: readonly CommuneChoice[]
  readonly areaCode: string
  readonly recalled: Applicant | null
  /** Answers that an earlier dossier held. */
  readonly held: Readonly<Record<string, unknown>>
  readonly asked: string
  readonly fee: string | null
  readonly refusal: ShownRefusal | undefined
  readonly typed: Readonly<Record<string, readonly string[]>> | undefined
  readonly answers: Readonly<Record<string, unknown>> | undefined
}

/** Everything of one dossier on one page, top to bottom by Tab; the promise stands beside the button. */
export function CounterForm(props: Props) {
  const texts = useMessages(counterMessages)
  const { id, code, name, pages, communes, refusal, answers, held, fee, cases } = props
  const form = useRef<HTMLFormElement>(null)
  const [values, follow] = useAnswers(form)
  const sending = useNavigation().state === 'submitting'
  const errors = refusal?.fields ?? {}
  return (
    <Form
      ref={form}
      method="post"
      action={`/ban-lam-viec/tiep-nhan?thu-tuc=${code}`}
      encType="multipart/form-data"
      className="stack stack-lg"
      onChange={follow}
    >
      <input type="hidden" name="ma-phien" value={props.typed?.['ma-phien']?.[0] ?? id} readOnly />
      <p className="row sm">
        <span className="soft">{name}</span>
        <Link to="/ban-lam-viec/tiep-nhan">{texts.change}</Link>
      </p>
      {refusal && <ErrorSummary fields={errors} message={refusal.message} />}
      <ApplicantFields {...props} errors={errors} />
      {pages.map(({ id: pageId, title, items }) => {
        const shown = values === null ? items : items.filter((item) => isAsked(item, pages, values))
        if (shown.length === 0) return null
        return (
          <section key={pageId} className="field-grid">
            <h2>{title}</h2>
            {shown.map((item) => (
              <FormQuestion
                key={item.field}
                item={item}
                answer={(answers ?? held)[item.field]}
                error={errors[item.field]}
                communes={communes}
              />
            ))}
          </section>
        )
      })}
      <PaperFields {...props} errors={errors} />
      <DeliveryFields {...props} errors={errors} />
      <p className="sm">
        {cases.length === 1 && cases[0]?.promise} {fee}
      </p>
      <p>
        <Button disabled={sending}>{texts.submit}</Button>
      </p>
    </Form>
  )
}

type Values = Readonly<Record<string, string>>

/** What has been answered so far; null until a script runs, and then every question is shown. */
function useAnswers(
  form: RefObject<HTMLFormElement | null>,
): [Values | null, (event: FormEvent<HTMLFormElement>) => void] {
  const [values, setValues] = useState<Values | null>(null)
  useEffect(() => {
    if (form.current) setValues(read(form.current))
  }, [form])
  return [values, (event) => setValues(read(event.currentTarget))]
}

function read(form: HTMLFormElement): Values {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return Object.fromEntries(entries) as Values
}

/** A question with a condition follows from its answer; a box that is not ticked is `false`. */
function isAsked(item: FormItem, pages: Props['pages'], values: Values): boolean {
  const { when } = item
  if (!when) return true
  const cause = pages.flatMap((page) => page.items).find((each) => each.field === when.field)
  if (cause && !isAsked(cause, pages, values)) return false
  return (values[when.field] ?? 'false') === when.equals
}

type Part = Props & { readonly errors: Readonly<Record<string, string>> }

function ApplicantFields({ recalled, asked, communes, areaCode, typed, errors }: Part) {
  const texts = useMessages(counterMessages)
  const digits = asked.replace(/\D/g, '')
  const known: Record<string, string | undefined> = {
    'nguoi-ten': recalled?.name,
    'nguoi-so': recalled?.identityNumber ?? (digits.length === 12 ? digits : undefined),
    'nguoi-dien-thoai': recalled?.phone ?? (digits.length === 10 ? digits : undefined),
    'nguoi-thu': recalled?.email,
    'nguoi-noi-o': recalled?.address,
  }
  const field = (name: string) => ({ name, error: errors[name], value: typed?.[name]?.[0] ?? known[name] })
  const choices = communes.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <section className="field-grid">
      <h2>{texts.applicant}</h2>
      {recalled && <Notice icon="history" title={texts.recalled} />}
      <TextField {...field('nguoi-ten')} label={texts.name} maxLength={120} autoComplete="off" />
      <TextField
        {...field('nguoi-so')}
        label={texts.identityNumber}
        size={10}
        numeric
        inputMode="numeric"
        autoComplete="off"
      />
      <TextField
        {...field('nguoi-dien-thoai')}
        label={texts.phone}
        size={10}
        numeric
        inputMode="tel"
        autoComplete="off"
      />
      <TextField
        {...field('nguoi-noi-o')}
        label={texts.address}
        maxLength={240}
        autoComplete="off"
        optional
      />
      <TextField {...field('nguoi-thu')} label={texts.email} maxLength={120} autoComplete="off" optional />
      <SelectField
        name="noi-xa"
        label={texts.area}
        value={typed?.['noi-xa']?.[0] ?? areaCode}
        choices={choices}
        placeholder=""
        optional
      />
    </section>
  )
}

function PaperFields({ papers, errors }: Part) {
  const texts = useMessages(counterMessages)
  if (papers.length === 0) return null
  return (
    <section className="field-grid">
      <h2>{texts.papers}</h2>
      <p className="soft sm">{texts.papersHint}</p>
      {papers.map((paper) => {
        const note = [paper.case, paper.replacedBy ? texts.held : paper.kind === 'show' ? texts.shown : null]
        const hint = note.filter(Boolean).join(', ')
        if (paper.replacedBy) {
          return (
            <p key={paper.id} className="sm">
              {paper.name} <span className="soft">({hint})</span>
            </p>
          )
        }
        return (
          <FileField
            key={paper.id}
            name={`giay-${paper.id}`}
            label={paper.name}
            hint={hint || undefined}
            error={errors[`giay-${paper.id}`]}
            accept=".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/*"
            multiple
          />
        )
      })}
    </section>
  )
}

function DeliveryFields({ cases, typed, errors }: Part) {
  const texts = useMessages(counterMessages)
  const methods = useMessages(dossierPageMessages).methods
  const value = (name: string, usual: string) => typed?.[name]?.[0] ?? usual
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([each, label]) => ({ value: each, label }))
  return (
    <section className="field-grid">
      {cases.length > 1 && (
        <RadioField
          name="truong-hop"
          label={texts.case}
          error={errors['truong-hop']}
          value={value('truong-hop', cases[0]?.name ?? '')}
          choices={cases.map(({ name, promise }) => ({
            value: name,
            label: name || promise,
            note: name ? promise : undefined,
          }))}
        />
      )}
      <RadioField
        name="kenh-nop"
        label={texts.channel}
        value={value('kenh-nop', 'direct')}
        choices={choices(texts.channels)}
      />
      <RadioField
        name="cach-tra"
        label={texts.resultMethod}
        value={value('cach-tra', 'counter')}
        choices={choices(methods)}
      />
    </section>
  )
}
