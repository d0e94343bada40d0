import type { AskedPeriod } from '#web/asked-period.ts'
import { Count } from '#web/components/badge/Badge.tsx'
import { Button, LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { SelectField, TextField } from '#web/components/field/Field.tsx'
import { keptFields } from '#web/components/field/kept.ts'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Menu } from '#web/components/menu/Menu.tsx'
import { Chip } from '#web/components/queue/Chip.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import type { FilterChoices } from '../../desk/filter-choices.ts'
import type { QueueFilter, QueueName } from '../../desk/queues.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import type { FilterChip } from './filter-chips.ts'
import { queuePageMessages } from './queue-messages.ts'
import { filterParams, queueSlugs } from './queue-slugs.ts'

type Props = {
  readonly title: string
  readonly queue: QueueName
  readonly filter: QueueFilter
  readonly saved: { readonly id: string } | null
  readonly here: string
  readonly total: number | null
  readonly chips: readonly FilterChip[]
  readonly choices: FilterChoices
  readonly works: { readonly receive: boolean }
  readonly done: string | null
  readonly refusal: ShownRefusal | undefined
  readonly wrong: AskedPeriod['wrong'] | null
}

/** The head of a queue: its name, what narrows it, and the way to a new dossier. */
export function QueueToolbar(props: Props) {
  const texts = useMessages(queuePageMessages)
  const shared = useMessages(deskMessages)
  const { title, total, chips, saved, here, queue, refusal, wrong } = props
  return (
    <header className="toolbar">
      <h1>{title}</h1>
      {total !== null && <Count>{texts.count(total)}</Count>}
      {!saved &&
        chips.map((chip) => (
          <Chip key={chip.href} href={chip.href} remove>
            {chip.words}
          </Chip>
        ))}
      {!saved && <FilterMenu {...props} />}
      <span className="push row">
        <span className="xs faint">{queue === 'done' ? texts.newestFirst : texts.dueFirst}</span>
        {saved && (
          <form method="post" action={`${DESK_PATH}${here}`}>
            <Button kind="quiet" name="bo-loc" value={saved.id}>
              {texts.drop}
            </Button>
          </form>
        )}
        {chips.length > 0 && !saved && <SaveMenu here={here} />}
        {props.works.receive && (
          <LinkButton href={`${DESK_PATH}/tiep-nhan`}>
            {shared.receive} <kbd>N</kbd>
          </LinkButton>
        )}
      </span>
      {props.done && (
        <span className="saved xs" role="status">
          <Icon name="check" />
          {props.done}
        </span>
      )}
      {/* The fields are folded away, so the sentence says which day is meant. */}
      <ErrorSummary message={refusal?.message ?? Object.values(wrong?.errors ?? {}).join('. ')} />
    </header>
  )
}

function SaveMenu({ here }: { here: string }) {
  const texts = useMessages(queuePageMessages)
  return (
    <Menu id="luu-loc" className="button button-quiet" button={texts.save}>
      <form method="post" action={`${DESK_PATH}${here}`} className="stack stack-sm menu-form">
        <TextField name="ten" label={texts.saveName} hint={texts.saveHint} maxLength={60} required />
        <Button>{texts.save}</Button>
      </form>
    </Menu>
  )
}

function FilterMenu({ queue, filter, choices, wrong }: Props) {
  const texts = useMessages(queuePageMessages)
  const shared = useMessages(deskMessages)
  const words = texts.filterWords
  const entries = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([value, label]) => ({ value, label }))
  const fields = choices.fields.map((field) => ({ value: field, label: field }))
  const procedures = choices.procedures.map(({ code, name }) => ({ value: code, label: name }))
  const officers = choices.officers.map(({ id, name }) => ({ value: id, label: name }))
  const selects = [
    { name: filterParams.fields, label: words.fields, value: filter.fields?.[0], choices: fields },
    {
      name: filterParams.procedureCode,
      label: words.procedureCode,
      value: filter.procedureCode,
      choices: procedures,
    },
    {
      name: filterParams.channel,
      label: words.channel,
      value: filter.channel,
      choices: entries(shared.channels),
    },
    { name: filterParams.state, label: words.state, value: filter.state, choices: entries(shared.states) },
    {
      name: filterParams.stepRole,
      label: words.stepRole,
      value: filter.stepRole,
      choices: entries(shared.roles),
    },
    {
      name: filterParams.assigneeId,
      label: words.assigneeId,
      value: filter.assigneeId,
      choices: [{ value: 'none', label: shared.nobody }, ...officers],
    },
  ]
  const field = keptFields({
    ...wrong,
    known: { [filterParams.dueFrom]: filter.dueFrom, [filterParams.dueTo]: filter.dueTo },
  })
  const button = (
    <>
      <Icon name="plus" />
      {texts.filter}
    </>
  )
  return (
    <Menu id="loc" className="chip" button={button}>
      <form action={DESK_PATH} className="stack stack-sm menu-form">
        <input type="hidden" name="hang" value={queueSlugs[queue]} />
        {selects.map(({ name, label, value, choices: options }) => (
          <SelectField key={name} {...{ name, label, value }} choices={options} placeholder={texts.any} />
        ))}
        <DayField {...field(filterParams.dueFrom)} label={words.dueFrom} />
        <DayField {...field(filterParams.dueTo)} label={words.dueTo} />
        <Button>{texts.apply}</Button>
      </form>
    </Menu>
  )
}
