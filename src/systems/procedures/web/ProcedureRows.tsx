import { Link } from 'react-router'
import { Rows } from '#web/components/lists/Lists.tsx'
import { dueWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import { procedureMessages } from './messages.ts'
import type { PromisedProcedure } from './promised.ts'
import { lowestFirst, useProcedureWords } from './words.ts'

type Props = {
  readonly procedures: readonly PromisedProcedure[]
  readonly now: Date
  /** Names and promises only. */
  readonly brief?: boolean
}

/** Procedures, each with the time before which its result is there when it is filed now. */
export function ProcedureRows({ procedures, now, brief = false }: Props) {
  const { words } = useMessages(procedureMessages)
  const { locale } = useShell()
  const { limit, fees } = useProcedureWords()
  const rows = procedures.map((procedure) => {
    const levels = lowestFirst(procedure.levels)
      .map((level) => words.level[level])
      .join(', ')
    const facts = [procedure.field, levels, fees(procedure.fees), words.online[procedure.onlineLevel]]
    return {
      id: procedure.code,
      what: (
        <>
          <Link to={`/thu-tuc/${procedure.code}`}>{procedure.shortName}</Link>
          {!brief && <p className="soft sm">{facts.join(' · ')}</p>}
        </>
      ),
      when: procedure.dueAt ? (
        <>
          {words.before} <b className="num">{dueWords(procedure.dueAt, now, locale)}</b>
        </>
      ) : (
        procedure.limits[0] && limit(procedure.limits[0])
      ),
    }
  })
  return <Rows rows={rows} />
}
