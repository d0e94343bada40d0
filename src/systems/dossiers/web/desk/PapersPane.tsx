import { useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { IconButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Tabs } from '#web/components/navigation/Navigation.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import { scrolling } from '#web/scrolling.ts'
import type { DigitisingDuty } from '../../papers/duties.ts'
import type { ShownPaper, shownAnswers } from './dossier-data.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { ScanForm, ScanState, type StoreChoice, useScansInWork } from './ScanPane.tsx'
import { scanMessages } from './scan-messages.ts'

const FORM = 'to-khai'
const zooms = [50, 75, 100, 150, 200, 300] as const

type Props = {
  readonly papers: readonly ShownPaper[]
  readonly paper: string | null
  readonly answers: ReturnType<typeof shownAnswers>
  /** Null where nothing can be scanned any more, or by somebody else. */
  readonly scans: {
    readonly choices: readonly { readonly id: string; readonly name: string }[]
    readonly duties: readonly DigitisingDuty[]
    readonly store: readonly StoreChoice[] | null
    readonly mayLook: boolean
  } | null
  readonly refusal: ShownRefusal | undefined
}

/** The middle pane: the papers one by one, each at its own address; [ and ] turn them, Z zooms. */
export function PapersPane({ papers, paper, answers, scans, refusal }: Props) {
  const texts = useMessages(dossierPageMessages)
  const scanTexts = useMessages(scanMessages)
  const [params] = useSearchParams()
  const ids = [FORM, ...papers.map((each) => each.id)]
  const current = paper && ids.includes(paper) ? paper : (papers[0]?.id ?? FORM)
  const shown = papers.find((each) => each.id === current)
  const address = (id: string) => {
    const search = new URLSearchParams(params)
    search.set('giay', id)
    return `?${search}`
  }
  const look = useLook()
  useScansInWork(papers.some((each) => each.scan?.open))
  usePaperKeys(ids.map(address), ids.indexOf(current), look)
  const tabs = [{ id: FORM, label: texts.form }, ...papers].map(({ id, label }) => ({
    href: address(id),
    label,
    current: id === current,
  }))
  return (
    <section className="pane preview" aria-label={texts.papers}>
      <Tabs label={texts.papers} tabs={tabs} />
      <section className="preview-sheet" {...scrolling(shown ? texts.scanOf(shown.label) : texts.form)}>
        {shown ? <Scan paper={shown} look={look} /> : <FormSheet answers={answers} />}
      </section>
      {shown && <Tools paper={shown} look={look} />}
      {(shown?.scan || scans) && (
        <section className="preview-scan stack stack-sm" aria-label={scanTexts.scan}>
          {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
          {shown?.scan && <ScanState key={shown.id} paper={shown} scan={shown.scan} />}
          {scans && <ScanForm {...scans} refusal={refusal} />}
        </section>
      )}
    </section>
  )
}

type Look = {
  readonly zoom: number
  readonly turn: number
  readonly scale: (by: 1 | -1) => void
  readonly rotate: () => void
  readonly toggle: () => void
}

function useLook(): Look {
  const [zoom, setZoom] = useState(100)
  const [turn, setTurn] = useState(0)
  return useMemo(
    () => ({
      zoom,
      turn,
      scale: (by) => setZoom((now) => zooms[zooms.indexOf(now as 100) + by] ?? now),
      rotate: () => setTurn((now) => (now + 90) % 360),
      toggle: () => setZoom((now) => (now === 100 ? 200 : 100)),
    }),
    [zoom, turn],
  )
}

function Scan({ paper, look }: { paper: ShownPaper; look: Look }) {
  const texts = useMessages(dossierPageMessages)
  if (!paper.image) return <iframe className="preview-frame" src={paper.href} title={paper.label} />
  return (
    <img
      className="paper-scan"
      data-zoom={look.zoom}
      data-turn={look.turn}
      src={paper.href}
      alt={texts.scanOf(paper.label)}
    />
  )
}

function Tools({ paper, look }: { paper: ShownPaper; look: Look }) {
  const texts = useMessages(dossierPageMessages)
  return (
    <p className="preview-tools">
      {paper.image && (
        <>
          <IconButton label={texts.zoomOut} onClick={() => look.scale(-1)}>
            <Icon name="minus" />
          </IconButton>
          <span className="num">{look.zoom}&nbsp;%</span>
          <IconButton label={texts.zoomIn} onClick={() => look.scale(1)}>
            <Icon name="plus" />
          </IconButton>
          <IconButton label={texts.turn} onClick={look.rotate}>
            <Icon name="turn" />
          </IconButton>
        </>
      )}
      <span className="push">
        {paper.name}, {paper.note}
      </span>
      <a href={paper.href} target="_blank" rel="noreferrer">
        {texts.openFile}
      </a>
    </p>
  )
}

/** The electronic form as a sheet, in the order in which it was asked. */
function FormSheet({ answers }: { answers: Props['answers'] }) {
  return (
    <article className="preview-page">
      {answers.pages.map(({ title, facts }) => (
        <section key={title}>
          <h2>{title}</h2>
          <dl className="facts">
            {facts.map(({ field, label, value }) => (
              <div key={field}>
                <dt>{label}</dt>
                <dd>{value === '' ? '…' : value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </article>
  )
}

function usePaperKeys(addresses: readonly string[], at: number, look: Look): void {
  const texts = useMessages(dossierPageMessages).keys
  const navigate = useNavigate()
  const [before, after] = [addresses[at - 1], addresses[at + 1]]
  const keys = useMemo(
    () => [
      {
        code: 'BracketLeft',
        label: texts.previousPaper,
        hint: true,
        run: () => before && navigate(before, { replace: true, preventScrollReset: true }),
      },
      {
        code: 'BracketRight',
        label: texts.nextPaper,
        hint: true,
        run: () => after && navigate(after, { replace: true, preventScrollReset: true }),
      },
      { code: 'KeyZ', label: texts.zoom, hint: true, run: look.toggle },
    ],
    [texts, navigate, before, after, look],
  )
  useKeys(keys)
}
