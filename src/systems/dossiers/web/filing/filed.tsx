import { maskPhone } from '#platform/text/index.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { HotlineLink } from '#web/components/hotline/HotlineLink.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Steps } from '#web/components/lists/Lists.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { findAgency } from '../../../administration/index.ts'
import { getOwnDossier } from '../../queries/citizen-queries.ts'
import { dueWords, momentOf } from '../moments.ts'
import type { Route } from './+types/filed.ts'
import { endsMessages } from './ends-messages.ts'
import { filingMessages } from './messages.ts'

export const loader = page(async (ctx, { params, context }: Route.LoaderArgs) => {
  const dossier = await getOwnDossier(ctx, params.code)
  const { locale } = context.get(shellContext)
  const desk = await findAgency(ctx.db, dossier.receptionAgencyId)
  return {
    id: dossier.id,
    code: dossier.code,
    name: dossier.procedureName,
    desk: desk?.name ?? dossier.receptionAgencyId,
    waiting: dossier.state === 'registered',
    received: dossier.receivedAt !== null,
    answerBy: { iso: momentOf(dossier.dueAt, locale).iso, text: dueWords(dossier.dueAt, ctx.now(), locale) },
    contacts: [dossier.applicantPhone && maskPhone(dossier.applicantPhone), dossier.applicantEmail].filter(
      (each) => each !== null,
    ),
  }
})

export default function Filed({ loaderData: filed }: Route.ComponentProps) {
  const shared = useMessages(filingMessages)
  const texts = useMessages(endsMessages).filed
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${texts.title} - ${filed.code}`}</PageTitle>
      <header className="title-block">
        <h1>{texts.title}</h1>
        <p className="meta">
          <span>{filed.name}</span>
        </p>
      </header>
      <div className="split">
        <div className="stack stack-xl measure">
          <section className="promise" aria-labelledby="ma-ho-so">
            <h2 className="promise-when" id="ma-ho-so">
              {texts.code} <strong className="num">{filed.code}</strong>
            </h2>
            <p className="soft">{texts.keep}</p>
          </section>
          {filed.waiting ? (
            <p>
              {texts.answerBy.start}{' '}
              <b className="num">
                <time dateTime={filed.answerBy.iso}>{filed.answerBy.text}</time>
              </b>
              {texts.answerBy.end}
            </p>
          ) : (
            <p>{texts.already}</p>
          )}
          <section className="stack" aria-labelledby="tiep-theo">
            <h2 id="tiep-theo">{texts.next}</h2>
            <Steps
              steps={[
                { title: texts.steps.check, text: texts.steps.checkText(filed.desk) },
                { title: texts.steps.receipt, text: texts.steps.receiptText },
                { title: texts.steps.result },
              ]}
            />
          </section>
          <p className="row">
            <LinkButton href={`/ho-so/${filed.code}`}>{texts.track}</LinkButton>
            <a href="/ho-so">{texts.all}</a>
          </p>
        </div>
        <aside className="aside stack">
          <Facts
            facts={[
              {
                label: texts.notices,
                value: filed.contacts.map((contact) => (
                  <span key={contact} className="num">
                    {contact}
                    <br />
                  </span>
                )),
              },
              { label: shared.help, value: <HotlineLink /> },
            ]}
          />
          {filed.received && (
            <p>
              <a href={`/api/dossiers/${filed.id}/slips/01.pdf`}>
                <Icon name="download" />
                {texts.receipt}
              </a>
            </p>
          )}
        </aside>
      </div>
    </main>
  )
}
