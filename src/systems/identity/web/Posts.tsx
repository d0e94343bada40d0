import { Link } from 'react-router'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { SelectField, TextField } from '#web/components/field/Field.tsx'
import { keptFields, type Typed } from '#web/components/field/kept.ts'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import { officerMessages } from './messages/officers.ts'

export type ShownPost = {
  readonly id: string
  readonly agencyId: string
  readonly agencyName: string
  readonly roleTitle: string
  readonly title: string
  readonly validFrom: string
  readonly validTo: string | null
  readonly state: 'inForce' | 'coming' | 'ended'
}

const colours = { inForce: 'ok', coming: 'info', ended: 'stale' } as const

/** The posts of an officer, the newest first; what has not ended can be ended. */
export function Posts({ posts, today }: { posts: readonly ShownPost[]; today: string }) {
  const texts = useMessages(officerMessages)
  return (
    <div className="stack stack-sm">
      <h2 id="vi-tri">{texts.postsTitle}</h2>
      {posts.length === 0 ? (
        <p className="soft">{texts.noPosts}</p>
      ) : (
        <Table
          label={texts.postsTitle}
          rows={posts}
          rowKey={({ id }) => id}
          columns={[
            {
              title: texts.agency,
              cell: ({ agencyId, agencyName }) => (
                <Link to={`/quan-tri/co-quan/${agencyId}`}>{agencyName}</Link>
              ),
            },
            { title: texts.role, cell: ({ roleTitle }) => roleTitle },
            { title: texts.postTitle, cell: ({ title }) => title },
            {
              title: texts.validity,
              cell: ({ validFrom, validTo }) =>
                validTo === null
                  ? texts.from(formatDate(validFrom))
                  : texts.until(formatDate(validFrom), formatDate(validTo)),
              numeric: true,
            },
            {
              title: texts.state,
              cell: ({ state }) => <Badge state={colours[state]}>{texts.states[state]}</Badge>,
            },
            {
              title: texts.end,
              cell: (post) => post.state !== 'ended' && <EndForm post={post} today={today} />,
            },
          ]}
        />
      )}
    </div>
  )
}

function EndForm({ post, today }: { post: ShownPost; today: string }) {
  const texts = useMessages(officerMessages)
  const { id, validFrom, agencyName } = post
  return (
    <form method="post" className="row">
      <input type="hidden" name="intent" value="end" />
      <input type="hidden" name="postId" value={id} />
      <input
        className="input input-10 num"
        name="lastDay"
        inputMode="numeric"
        defaultValue={formatDate(validFrom > today ? validFrom : today)}
        aria-label={`${texts.lastDay}: ${agencyName}`}
        required
      />
      <Button kind="quiet">{texts.end}</Button>
    </form>
  )
}

type AppointProps = {
  readonly agencies: readonly { readonly id: string; readonly name: string }[]
  readonly roles: readonly { readonly value: string; readonly label: string }[]
  readonly today: string
  readonly typed: Typed | undefined
  readonly errors: Readonly<Record<string, string>> | undefined
}

/** Gives the officer a role in an agency from a day on. */
export function AppointForm({ agencies, roles, today, typed, errors }: AppointProps) {
  const texts = useMessages(officerMessages)
  const field = keptFields({ typed, errors, known: { validFrom: today } })
  const choices = agencies.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))
  return (
    <section className="stack stack-sm" id="bo-nhiem" aria-labelledby="bo-nhiem-ten">
      <h2 id="bo-nhiem-ten">{texts.appoint}</h2>
      <p className="soft">{texts.appointNote}</p>
      <form className="stack" method="post">
        <input type="hidden" name="intent" value="appoint" />
        <SelectField {...field('agencyId')} label={texts.agency} choices={choices} placeholder="" />
        <SelectField {...field('role')} label={texts.role} choices={roles} placeholder="" />
        <TextField {...field('title')} label={texts.postTitle} required />
        <DayField {...field('validFrom')} label={texts.validFrom} required />
        <DayField {...field('validTo')} label={texts.validTo} hint={texts.validToHint} />
        <p>
          <Button>{texts.appointButton}</Button>
        </p>
      </form>
    </section>
  )
}
