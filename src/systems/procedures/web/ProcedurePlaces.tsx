import { Rows } from '#web/components/lists/Lists.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ProcedureFile } from '../province-shapes.ts'
import { DeskFacts } from './DeskFacts.tsx'
import { procedurePageMessages } from './procedure-messages.ts'
import type { FilingPlaces } from './procedure-view.ts'

/** Who solves, and the desks near the citizen. */
export function ProcedurePlaces({ content, places }: { content: ProcedureFile; places: FilingPlaces }) {
  const texts = useMessages(procedurePageMessages)
  const { commune, district } = content.agencyByLevel
  const solvers = [
    commune && (commune === 'commune-police' ? texts.solver['commune-police'] : texts.solver.commune),
    district && texts.solver.district,
    places.solver && texts.solverNamed(places.solver),
  ].filter(Boolean)
  return (
    <section className="stack" id="noi-nop" aria-labelledby="noi-nop-h">
      <h2 id="noi-nop-h">{texts.where}</h2>
      <p>
        {solvers.join(' ')} {places.anywhere ? texts.whereAny : texts.whereSolved}
      </p>
      <form className="stack stack-sm measure" action={`/thu-tuc/${content.code}#noi-nop`}>
        <label className="field-label" htmlFor="xa">
          {texts.yourCommune}
        </label>
        <p className="row">
          <select className="input" id="xa" name="xa" defaultValue={places.commune ?? ''}>
            <option value="">{texts.chooseCommune}</option>
            {places.groups.map(({ district: name, communes }) => (
              <optgroup key={name} label={name}>
                {communes.map(({ code, name: communeName }) => (
                  <option key={code} value={code}>
                    {communeName}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <button type="submit" className="button button-quiet">
            {texts.showDesk}
          </button>
        </p>
      </form>
      {places.desks.length > 0 && (
        <Rows
          rows={places.desks.map((desk) => ({
            id: desk.id,
            what: (
              <>
                <b>{desk.name}</b>
                <p className="soft sm">{desk.place}</p>
              </>
            ),
            when: <DeskFacts desk={desk} />,
          }))}
        />
      )}
    </section>
  )
}
