import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { Details } from '#web/components/disclosure/Details.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { CheckboxField, RadioField, SelectField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { type Kept, type KeptField, keptFields, type Typed } from '#web/components/field/kept.ts'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import type { FormItem, Level, PaperRow } from '../../../procedures/index.ts'
import type { CommuneChoice } from '../../queries/filing.ts'
import type { Applicant } from '../../schema.ts'
import { AuthorisedFields } from '../AuthorisedFields.tsx'
import { FormQuestion } from '../filing/FormQuestion.tsx'
import { counterMessages } from './counter-messages.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { signMessages } from './sign-messages.ts'
import { lookSlugs, workSlugs } from './work-slugs.ts'

type StoreOffer = { readonly id: string; readonly name: string; readonly certified: boolean }

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
  /** What the citizen's data store has, by paper. */
  readonly offers: Readonly<Record<string, readonly StoreOffer[]>>
  readonly cases: readonly { readonly name: string; readonly promise: string }[]
  readonly communes: readonly CommuneChoice[]
  readonly areaCode: string
  /** True where the desk takes in what any place of the province solves: then the place of the matter is asked. */
  readonly anywhere: boolean
  /** The levels that solve it, to choose from; empty where the counter's own counts. */
  readonly levels: readonly Level[]
  readonly level: Level
  readonly recalled: Applicant | null
  /** Answers that an earlier dossier held. */
  readonly held: Readonly<Record<string, unknown>>
  readonly asked: string
  readonly fee: string | null
  /** Whether who receives has a key of his own, which signs only a receipt that he looked at. */
  readonly ownKey: boolean
  readonly refusal: ShownRefusal | undefined
  readonly typed: Typed | undefined
  readonly answers: Readonly<Record<string, unknown>> | undefined
}

/** Everything of one dossier on one page, top to bottom by Tab; the promise stands beside the button. */
export function CounterForm(props: Props) {
  const texts = useMessages(counterMessages)
  const signing = useMessages(signMessages)
  const { id, code, name, pages, communes, refusal, answers, held, fee, cases, ownKey } = props
  const form = useRef<HTMLFormElement>(null)
  const [values, follow] = useAnswers(form)
  const sending = useNavigation().state === 'submitting'
  const field = keptFields({
    typed: props.typed,
    errors: refusal?.fields,
    known: {
      ...applicantOf(props),
      'truong-hop': cases[0]?.name,
      'kenh-nop': 'direct',
      'cach-tra': 'counter',
    },
  })
  return (
    <Form
      ref={form}
      method="post"
      action={`/ban-lam-viec/tiep-nhan?thu-tuc=${code}`}
      encType="multipart/form-data"
      className="stack stack-lg"
      onChange={follow}
    >
      <input type="hidden" name="ma-phien" value={field('ma-phien').value ?? id} readOnly />
      <p className="row sm">
        <span className="soft">{name}</span>
        <Link to="/ban-lam-viec/tiep-nhan">{texts.change}</Link>
      </p>
      {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
      <ApplicantFields {...props} field={field} />
      <AuthorisedFields field={field} />
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
                error={refusal?.fields[item.field]}
                communes={communes}
              />
            ))}
          </section>
        )
      })}
      <PaperFields {...props} field={field} />
      <DeliveryFields {...props} field={field} />
      <p className="sm">
        {cases.length === 1 && cases[0]?.promise} {fee}
      </p>
      {ownKey && <p className="sm soft">{signing.unseen.receipt}</p>}
      <p className="button-row">
        <Button disabled={sending}>{texts.submit}</Button>
        {ownKey && (
          <Button kind="quiet" name="viec" value={lookSlugs.receive} disabled={sending}>
            {signing.receipt}
          </Button>
        )}
      </p>
      <RefusalFields ownKey={ownKey} field={field} sending={sending} />
    </Form>
  )
}

type RefusalProps = { readonly ownKey: boolean; readonly field: Kept; readonly sending: boolean }

/** The other answer of the one-stop, folded away: who needs it gives the reason that form 03 gives to the citizen. */
function RefusalFields({ ownKey, field, sending }: RefusalProps) {
  const texts = useMessages(counterMessages)
  const signing = useMessages(signMessages)
  const reason = field('ly-do-tu-choi')
  return (
    <Details summary={texts.refuse} open={reason.error !== undefined || Boolean(reason.value)}>
      <div className="stack stack-sm">
        <TextArea {...reason} label={texts.refuseReason} hint={texts.refuseHint} rows={3} maxLength={2000} />
        {ownKey && <p className="sm soft">{signing.unseen.slip}</p>}
        <p className="button-row">
          <Button kind="quiet" name="viec" value={workSlugs.refuse} disabled={sending}>
            {texts.refuseNow}
          </Button>
          {ownKey && (
            <Button kind="quiet" name="viec" value={lookSlugs.refuse} disabled={sending}>
              {signing.titles.refusal}
            </Button>
          )}
        </p>
      </div>
    </Details>
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

type Part = Props & { readonly field: Kept }

/** What is known of the applicant by the number that was asked for. */
function applicantOf({ recalled, asked, areaCode, level }: Props) {
  const digits = asked.replace(/\D/g, '')
  return {
    'nguoi-ten': recalled?.name,
    'nguoi-so': recalled?.identityNumber ?? (digits.length === 12 ? digits : undefined),
    'nguoi-dien-thoai': recalled?.phone ?? (digits.length === 10 ? digits : undefined),
    'nguoi-thu': recalled?.email,
    'nguoi-noi-o': recalled?.address,
    'noi-xa': areaCode,
    cap: level,
  }
}

function ApplicantFields(props: Part) {
  const { recalled, field } = props
  const texts = useMessages(counterMessages)
  const own = (name: string) => ({ ...field(name), autoComplete: 'off' })
  const number = { size: 10, numeric: true } as const
  return (
    <section className="field-grid">
      <h2>{texts.applicant}</h2>
      {recalled && <Notice icon="history" title={texts.recalled} />}
      <TextField {...own('nguoi-ten')} label={texts.name} maxLength={120} />
      <TextField {...own('nguoi-so')} {...number} label={texts.identityNumber} inputMode="numeric" />
      <TextField {...own('nguoi-dien-thoai')} {...number} label={texts.phone} inputMode="tel" />
      <TextField {...own('nguoi-noi-o')} label={texts.address} maxLength={240} optional />
      <TextField {...own('nguoi-thu')} label={texts.email} maxLength={120} optional />
      <PlaceFields {...props} />
    </section>
  )
}

/** The place of the matter, whose agency solves it; of what this desk solves itself, where the applicant lives. */
function PlaceFields({ communes, anywhere, levels, level, field }: Part) {
  const texts = useMessages(counterMessages)
  const choices = communes.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <>
      <SelectField
        {...field('noi-xa')}
        label={anywhere ? texts.areaOfMatter : texts.area}
        hint={anywhere ? texts.areaOfMatterHint : undefined}
        choices={choices}
        placeholder=""
        optional={!anywhere || level === 'province'}
      />
      {levels.length > 1 && (
        <RadioField
          {...field('cap')}
          label={texts.level}
          choices={levels.map((each) => ({ value: each, label: texts.levels[each] }))}
        />
      )}
    </>
  )
}

function PaperFields({ papers, offers, field }: Part) {
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
            {...field(`giay-${paper.id}`)}
            label={paper.name}
            hint={hint || undefined}
            accept=".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,application/pdf,image/*"
            multiple
          >
            <StoreOffers offers={offers[paper.id] ?? []} field={field(`kho-${paper.id}`)} />
          </FileField>
        )
      })}
    </section>
  )
}

type OffersProps = { readonly offers: readonly StoreOffer[]; readonly field: KeptField }

/** What need not be scanned again: each opens beside its box, for the officer to look before he takes it. */
function StoreOffers({ offers, field }: OffersProps) {
  const texts = useMessages(counterMessages)
  if (offers.length === 0) return null
  return (
    <>
      <CheckboxField
        {...field}
        label={texts.inStore}
        choices={offers.map(({ id, name, certified }) => ({
          value: id,
          label: name,
          note: certified ? texts.certified : texts.notCertified,
        }))}
      />
      <p className="row sm">
        {offers.map(({ id, name }) => (
          <a key={id} href={`/api/data-store/items/${id}/file`} target="_blank" rel="noreferrer">
            {texts.look}
            <span className="hidden-text"> {name}</span>
          </a>
        ))}
      </p>
    </>
  )
}

function DeliveryFields({ cases, field }: Part) {
  const texts = useMessages(counterMessages)
  const methods = useMessages(dossierPageMessages).methods
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([each, label]) => ({ value: each, label }))
  return (
    <section className="field-grid">
      {cases.length > 1 && (
        <RadioField
          {...field('truong-hop')}
          label={texts.case}
          choices={cases.map(({ name, promise }) => ({
            value: name,
            label: name || promise,
            note: name ? promise : undefined,
          }))}
        />
      )}
      <RadioField {...field('kenh-nop')} label={texts.channel} choices={choices(texts.channels)} />
      <RadioField {...field('cach-tra')} label={texts.resultMethod} choices={choices(methods)} />
    </section>
  )
}
