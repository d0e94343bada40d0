import { useEffect } from 'react'
import { Form, useNavigation, useRevalidator } from 'react-router'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { Details } from '#web/components/disclosure/Details.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { SelectField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import type { DigitisingDuty } from '../../papers/duties.ts'
import type { ShownPaper } from './dossier-data.ts'
import type { ShownScan } from './scan-data.ts'
import { scanMessages } from './scan-messages.ts'

const LOOK_AGAIN_MS = 3000

/** How the shown scan stands and what to do with it. Looks again by itself while something is being read. */
export function ScanState({ paper, scan }: { paper: ShownPaper; scan: ShownScan }) {
  const texts = useMessages(scanMessages)
  return (
    <div className="scan-state stack stack-sm">
      <p className="row sm">
        <Badge state={scan.state}>{scan.title}</Badge>
        {scan.facts && <span className="soft">{scan.facts}</span>}
      </p>
      {scan.warnings.length > 0 && (
        <ul className="sm">
          {scan.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {(scan.can || scan.canDiscard) && (
        <Form method="post" className="row">
          <input type="hidden" name="tep" value={paper.id} />
          {scan.can === 'confirm' && (
            <>
              <DayField name="ngay-cap" label={texts.issuedOn} />
              <Button name="viec" value="xac-nhan-giay">
                {texts.confirm}
              </Button>
            </>
          )}
          {scan.can === 'retry' && (
            <Button name="viec" value="so-hoa-lai">
              {texts.retry}
            </Button>
          )}
          {scan.canDiscard && (
            <Button kind="bare" name="viec" value="bo-ban-quet">
              {texts.discard}
            </Button>
          )}
        </Form>
      )}
    </div>
  )
}

/** While a scan is read, the page asks every three seconds how far it is. */
export function useScansInWork(open: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!open) return
    const again = setInterval(() => void revalidate(), LOOK_AGAIN_MS)
    return () => clearInterval(again)
  }, [open, revalidate])
}

export type StoreChoice = {
  readonly paperId: string
  readonly paper: string
  readonly id: string
  readonly name: string
}

type Props = {
  readonly duties: readonly DigitisingDuty[]
  readonly choices: readonly { readonly id: string; readonly name: string }[]
  readonly store: readonly StoreChoice[] | null
  readonly mayLook: boolean
  readonly refusal: ShownRefusal | undefined
}

/** A new scan for one of the papers; and what the citizen's store has, once the officer has asked. */
export function ScanForm({ choices, duties, store, mayLook, refusal }: Props) {
  const texts = useMessages(scanMessages)
  const sending = useNavigation().state === 'submitting'
  const errors = refusal?.fields ?? {}
  return (
    <Details summary={texts.add} open={store !== null || errors['tep-quet'] !== undefined}>
      <div className="stack">
        {duties.length > 0 && (
          <ul className="sm">
            {duties.map(({ name, exempt }) => (
              <li key={name}>
                {name}: <span className="soft">{exempt ? texts.exempt[exempt] : texts.toDigitise}</span>
              </li>
            ))}
          </ul>
        )}
        <Form method="post" encType="multipart/form-data" className="stack stack-sm">
          <SelectField
            name="la-giay"
            label={texts.paper}
            value={choices[0]?.id}
            choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FileField
            name="tep-quet"
            label={texts.file}
            hint={texts.fileHint}
            error={errors['tep-quet']}
            accept=".pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,application/pdf,image/*"
          />
          <p className="row">
            <Button name="viec" value="so-hoa" disabled={sending}>
              {texts.upload}
            </Button>
          </p>
        </Form>
        {mayLook && store === null && (
          <Form method="get">
            <Button kind="quiet" name="kho" value="1">
              {texts.lookIntoStore}
            </Button>
          </Form>
        )}
        {store !== null && <StoreChoices store={store} />}
      </div>
    </Details>
  )
}

function StoreChoices({ store }: { store: readonly StoreChoice[] }) {
  const texts = useMessages(scanMessages)
  if (store.length === 0) return <p className="soft sm">{texts.nothingInStore}</p>
  return (
    <section className="stack stack-sm">
      <h3>{texts.inStore}</h3>
      {store.map(({ id, paperId, paper, name }) => (
        <Form key={`${paperId}-${id}`} method="post" className="row sm">
          <input type="hidden" name="la-giay" value={paperId} />
          <input type="hidden" name="muc-kho" value={id} />
          <span>
            <a href={`/api/data-store/items/${id}/file`} target="_blank" rel="noreferrer">
              {name}
            </a>
            , <span className="soft">{paper}</span>
          </span>
          <Button kind="quiet" name="viec" value="lay-tu-kho">
            {texts.take}
            <span className="hidden-text"> {name}</span>
          </Button>
        </Form>
      ))}
    </section>
  )
}
