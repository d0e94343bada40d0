import { TextArea } from '../../../../web/components/field/Field.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import { kept, type WorkFieldsProps } from './WorkFields.tsx'
import { workMessages } from './work-messages.ts'

/** What is missing: the papers of the procedure to tick, those without a file ticked already, and free lines. */
export function SupplementFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { papers } = props.choices
  const ticked = props.typed['paper']
  const again = Object.keys(props.typed).length > 0
  return (
    <>
      <p className="sm soft">{texts.once}</p>
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
                  defaultChecked={again ? (ticked?.includes(id) ?? false) : missing}
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
                defaultValue={props.typed[`remark-${id}`]?.[0]}
              />
            </div>
          ))}
        </fieldset>
      )}
      <TextArea {...kept('others', props)} label={texts.others} rows={2} maxLength={3000} />
      <TextArea
        {...kept('reason', props)}
        label={texts.reason}
        hint={texts.reasonShown}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}
