import { Link, redirect } from 'react-router'
import { Refusal } from '#platform/errors.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { fileReorganisations, readReorganisationText, selectFiles } from '../../../administration/index.ts'
import { listRuns } from '../../reorganisation/store.ts'
import type { Route } from './+types/list.ts'
import { reorganisationMessages } from './messages.ts'

const MAX_BYTES = 4 * 1024 * 1024

export const loader = page(async (ctx, _args: Route.LoaderArgs) => {
  const runs = new Map((await listRuns(ctx.db)).map((run) => [run.reorganisationId, run]))
  const files = await selectFiles(ctx.db)
  return {
    files: files.map((file) => {
      const run = runs.get(file.id)
      return {
        ...file,
        state:
          run === undefined ? ('waiting' as const) : run.finishedAt ? ('done' as const) : ('moving' as const),
        moved: run?.moved ?? 0,
        openDossiers: run?.openDossiers ?? 0,
      }
    }),
  }
})

/** Keeps the file that was handed in and leads to its dry run. */
export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, reorganisationMessages)
  const posted = (await request.formData()).get('file')
  if (!(posted instanceof File) || posted.size === 0 || posted.size > MAX_BYTES) {
    throw new Refusal(422, 'reorganisation.no_file', `${texts.noFile}.`, { file: texts.noFile })
  }
  const file = readReorganisationText(await posted.text())
  await fileReorganisations(ctx, [file])
  return redirect(`/quan-tri/sap-xep/${file.id}`, 303)
})

/** The reorganisations that are known, tried or carried out. */
export default function Reorganisations({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(reorganisationMessages)
  const { files } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  return (
    <AdminPage
      title={texts.title}
      failed={refusal !== undefined}
      count={texts.count(formatNumber(files.length))}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      <p className="soft measure">{texts.about}</p>
      {files.length === 0 ? (
        <Empty icon="doc" title={texts.empty}>
          {texts.emptyMore}
        </Empty>
      ) : (
        <Files files={files} />
      )}
      <form method="post" encType="multipart/form-data" className="stack stack-sm measure">
        <h2>{texts.upload}</h2>
        <FileField
          name="file"
          label={texts.uploadField}
          hint={texts.uploadHint}
          accept=".json,application/json"
          error={refusal && (refusal.fields['file'] ? refusal.message : undefined)}
        />
        <div>
          <button type="submit" className="button button-quiet">
            {texts.uploadButton}
          </button>
        </div>
      </form>
    </AdminPage>
  )
}

function Files({ files }: Route.ComponentProps['loaderData']) {
  const { locale } = useShell()
  const texts = useMessages(reorganisationMessages)
  return (
    <Table
      label={texts.title}
      rows={files}
      rowKey={({ id }) => id}
      columns={[
        { title: texts.file, cell: ({ id, name }) => <Link to={`/quan-tri/sap-xep/${id}`}>{name}</Link> },
        { title: texts.date, cell: ({ onDate }) => formatDate(onDate), numeric: true },
        {
          title: texts.state,
          cell: ({ state, moved, openDossiers }) =>
            state === 'waiting'
              ? texts.states.waiting
              : `${texts.states[state]} (${texts.movedOf(formatNumber(moved), formatNumber(openDossiers))})`,
        },
        {
          title: texts.added,
          cell: ({ addedAt, addedByName }) => `${momentWords(addedAt, locale)}, ${addedByName}`,
          numeric: true,
        },
      ]}
    />
  )
}
