import { Link } from 'react-router'
import { Lanes } from '#web/components/lanes/Lanes.tsx'
import { useMessages } from '#web/messages/define.ts'
import { legMessages } from './leg-messages.ts'
import type { ShownLegs } from './shown-legs.ts'

/** The other parts of a joined dossier: where each lies, where it stands, by when; links for who may open them. */
export function LegsPane({ legs }: { legs: ShownLegs }) {
  const texts = useMessages(legMessages)
  const { whole } = legs
  return (
    <section className="stack stack-sm" aria-labelledby="cac-phan">
      <h2 id="cac-phan">{legs.title}</h2>
      {whole && (
        <p className="sm">
          {texts.wholeCode}{' '}
          {whole.href ? (
            <Link className="num" to={whole.href}>
              {whole.code}
            </Link>
          ) : (
            <span className="num">{whole.code}</span>
          )}
          , {whole.state}
        </p>
      )}
      <Lanes
        dense
        together={texts.together}
        stages={legs.stages.map((stage) =>
          stage.map(({ id, name, href, agency, current, state, when }) => ({
            id,
            title: href ? <Link to={href}>{name}</Link> : name,
            by: agency,
            when,
            state,
            current,
          })),
        )}
      />
    </section>
  )
}
