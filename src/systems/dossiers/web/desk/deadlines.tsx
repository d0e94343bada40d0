import { Link } from 'react-router'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Sidenav } from '#web/components/sidenav/Sidenav.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { KeyHints } from '#web/keyboard/KeyHints.tsx'
import type { Locale } from '#web/locale.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { shellMessages } from '#web/messages/shell.ts'
import { page } from '#web/page.ts'
import type { RuleRow, SectorTerm, Terms } from '../../../procedures/index.ts'
import { type BoardLine, COUNTED, readBoard } from '../../deadlines/board.ts'
import { type BoardGroup, keptByTheHouse } from '../../deadlines/rules.ts'
import { dueBounds } from '../../desk/queues.ts'
import { cited } from '../../terms.ts'
import { termWithAct, termWords } from '../term-words.ts'
import type { Route } from './+types/deadlines.ts'
import { deadlineMessages } from './deadline-messages.ts'
import { deskNav } from './desk-nav.ts'

export const loader = page(async (ctx, { context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const bounds = dueBounds(await ctx.calendar(), ctx.now())
  const [{ groups }, { terms, lines }] = await Promise.all([
    deskNav(ctx, { bounds, locale, place: 'deadlines' }),
    readBoard(ctx),
  ])
  return {
    nav: groups,
    lines: lines.map((line) => ({
      ...line,
      ...sourceOf(line, terms, locale),
      sectors: sectorsOf(line, terms, locale),
    })),
    kept: keptByTheHouse.map((id) => ({ id, text: terms.rules[id].rule, act: terms.rules[id].act })),
  }
})

/** The figure of the rule, its act, and how sure it is. The promises are given by date, not by a rule. */
function sourceOf({ rule }: BoardLine, terms: Terms, locale: Locale) {
  const texts = messagesFor(locale, deadlineMessages)
  const row = Object.hasOwn(terms.rules, rule) ? (Reflect.get(terms.rules, rule) as RuleRow) : undefined
  if (!row)
    return { term: texts.ownDate, act: rule === 'promise' ? texts.receipt : texts.question, unsure: '' }
  return { term: termWords(row, locale), act: cited(row).act, unsure: texts.certainty[row.certainty] }
}

/** The terms of sector laws that stand today in the place of the rule: whose, how long, by which act. */
function sectorsOf({ rule }: BoardLine, { sectorTerms }: Terms, locale: Locale): string[] {
  const texts = messagesFor(locale, deadlineMessages)
  return sectorTerms
    .filter(({ id }) => id === rule)
    .map((row) => texts.sector(namesOf(row).join(', '), termWithAct(cited(row), locale)))
}

function namesOf({ of }: SectorTerm): readonly string[] {
  return 'fields' in of ? of.fields : of.procedures
}

/** The rules of the law beside the dossiers that break them; each figure opens to its dossiers. */
export default function DeadlinesPage({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(deadlineMessages)
  const shell = useMessages(shellMessages)
  const { nav, lines, kept } = loaderData
  return (
    <>
      <PageTitle>{texts.title}</PageTitle>
      <Sidenav label={shell.queues} groups={nav} />
      <main className="workspace" id="noi-dung">
        <div className="work-page stack">
          <h1>{texts.title}</h1>
          <p className="soft">{texts.lead}</p>
          <Table
            label={texts.title}
            rows={lines}
            rowKey={(line) => line.rule}
            columns={[
              {
                title: texts.columns.rule,
                cell: (line) => (
                  <>
                    {texts.rules[line.rule]}
                    <p className="soft sm">{line.term}</p>
                    {line.sectors.map((words) => (
                      <p key={words} className="soft sm">
                        {words}
                      </p>
                    ))}
                  </>
                ),
              },
              {
                title: texts.columns.act,
                cell: (line) => (
                  <>
                    {line.act}
                    {line.unsure && <p className="soft sm">{line.unsure}</p>}
                  </>
                ),
              },
              {
                title: texts.columns.soon,
                right: true,
                numeric: true,
                cell: (line) => <Figure line={line} group="soon" />,
              },
              {
                title: texts.columns.broken,
                right: true,
                numeric: true,
                cell: (line) => <Figure line={line} group="broken" />,
              },
            ]}
          />
          <p className="soft sm">{texts.simulated}</p>
          <h2>{texts.kept}</h2>
          <p className="soft">{texts.keptNote}</p>
          <ul className="stack stack-sm">
            {kept.map(({ id, text, act }) => (
              <li key={id}>
                {text} <span className="soft sm">{act}</span>
              </li>
            ))}
          </ul>
        </div>
        <KeyHints />
      </main>
    </>
  )
}

function Figure({ line, group }: { line: BoardLine; group: BoardGroup }) {
  const texts = useMessages(deadlineMessages)
  const count = line[group]
  if (count === null) return <span className="soft">–</span>
  if (count === 0) return <span className="soft">0</span>
  const words = count > COUNTED ? texts.more(COUNTED.toLocaleString('vi')) : count.toLocaleString('vi')
  const name = texts.listTitle(texts.rules[line.rule], texts.groups[group])
  return (
    <Link
      to={`/ban-lam-viec/han-luat/${line.rule}?nhom=${group === 'soon' ? 'sap' : 'vuot'}`}
      aria-label={`${words}, ${name}`}
    >
      {words}
    </Link>
  )
}
