import { TextArea } from '#web/components/field/Field.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { WorkFieldsProps } from './WorkFields.tsx'
import { workMessages } from './work-messages.ts'

/** What is missing: the papers of the procedure to tick, those without a file ticked already, and free lines. */
export function SupplementFields({ choices: { papers, warning, waits }, field, typed }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const ticked = field('paper').values
  return (
    <>
      {warning ? (
        <Notice icon="clock" state="late" title={warning} />
      ) : (
        <p className="sm soft">{texts.once}</p>
      )}
      {waits && <p className="sm soft">{waits}</p>}
      {papers.length > 0 && (
        <fieldset className="field">
          <legend className="field-label">{texts.papersToComplete}</legend>
          {papers.map(({ id, name, missing }) => (
            <div key={id} className="paper-demand">
              <label className="choice">
                <input
                  type="checkbox"
                  name="paper"
                  value={id}
                  defaultChecked={typed ? ticked.includes(id) : missing}
                />
                <span>{name}</span>
              </label>
              <input type="hidden" name={`name-${id}`} value={name} readOnly />
              <input
                className="input"
                name={`remark-${id}`}
                aria-label={`${texts.remark}: ${name}`}
                placeholder={texts.remark}
                maxLength={250}
                defaultValue={field(`remark-${id}`).value}
              />
            </div>
          ))}
        </fieldset>
      )}
      <TextArea {...field('others')} label={texts.others} rows={2} maxLength={3000} />
      <TextArea
        {...field('reason')}
        label={texts.reason}
        hint={texts.reasonShown}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}
