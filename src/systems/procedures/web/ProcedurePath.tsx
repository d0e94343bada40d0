import { Lanes } from '#web/components/lanes/Lanes.tsx'
import { useMessages } from '#web/messages/define.ts'
import { procedurePageMessages } from './procedure-messages.ts'
import type { PathLeg } from './procedure-view.ts'
import { useProcedureWords } from './words.ts'

/** The way of a bundle: who has which part, after what, for how long, and what comes of it. */
export function ProcedurePath({ stages }: { stages: readonly (readonly PathLeg[])[] }) {
  const texts = useMessages(procedurePageMessages).path
  const { limit } = useProcedureWords()
  return (
    <section className="stack" aria-labelledby="cac-phan">
      <h2 id="cac-phan">{texts.title}</h2>
      <p className="soft">{texts.how}</p>
      <Lanes
        together={texts.together}
        stages={stages.map((legs) =>
          legs.map((leg) => ({
            id: leg.id,
            title: leg.name,
            by: 'name' in leg.agency ? leg.agency.name : texts.agencies[leg.agency.kind],
            when: texts.gives(
              [limit(leg.limit), ...leg.byCase.map((row) => `${row.case}: ${limit(row)}`)].join('; '),
              leg.result,
            ),
          })),
        )}
      />
    </section>
  )
}
