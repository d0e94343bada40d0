import { Link } from 'react-router'
import { keyed } from '#web/keyed.ts'
import { useMessages } from '#web/messages/define.ts'
import type { Scope } from '../roles.ts'
import { officerMessages } from './messages/officers.ts'
import { roleMessages } from './messages/roles.ts'

/** What a post permits: the names of permissions, and where they count. */
export type Duty = {
  readonly id: string
  readonly post: string
  readonly grants: readonly { readonly scope: Scope; readonly held: readonly string[] }[]
}

/** What the officer may do today, post by post. */
export function Duties({ duties }: { duties: readonly Duty[] }) {
  const texts = useMessages(officerMessages)
  const words = useMessages(roleMessages)
  return (
    <section className="stack stack-sm" aria-labelledby="quyen">
      <h2 id="quyen">{texts.may}</h2>
      <p className="soft">{duties.length === 0 ? texts.mayNothing : texts.mayNote}</p>
      {duties.map(({ id, post, grants }) => (
        <div key={id}>
          <h3>{post}</h3>
          {keyed(grants).map(({ key, item: { scope, held } }) => (
            <p key={key}>
              {held.join(', ')}: <span className="soft">{words.scopeNotes[scope]}</span>
            </p>
          ))}
        </div>
      ))}
      <p>
        <Link to="/quan-tri/vai-tro">{texts.rolesLink}</Link>
      </p>
    </section>
  )
}
