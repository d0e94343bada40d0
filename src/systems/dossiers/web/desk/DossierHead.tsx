import { useMemo } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Badge, Tag } from '#web/components/badge/Badge.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Menu } from '#web/components/menu/Menu.tsx'
import { Simulated } from '#web/components/source/Source.tsx'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { WorkName, Works } from '../../desk/next-works.ts'
import type { Neighbours } from '../../desk/queue.ts'
import type { QueueName } from '../../desk/queues.ts'
import { deskMessages } from './desk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import type { shownHead } from './dossier-head.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { workMessages } from './work-messages.ts'
import { keyOfWork, workSlugs } from './work-slugs.ts'

export type Way = Neighbours & {
  readonly here: string
  readonly question: string
  readonly queue: QueueName | null
  readonly saved: string | null
}

type Props = {
  readonly id: string
  readonly head: ReturnType<typeof shownHead>
  readonly way: Way
  readonly works: Works
}

/** The head of a dossier: the way back and on, what it is, and the next step at the top right, always. */
export function DossierHead({ id, head, way, works }: Props) {
  const texts = useMessages(dossierPageMessages)
  const [params] = useSearchParams()
  const address = (work: WorkName) => {
    const search = new URLSearchParams(params)
    search.delete('xong')
    search.set('viec', workSlugs[work])
    return `${DESK_PATH}/ho-so/${id}?${search}`
  }
  useHeadKeys(way, works, address)
  return (
    <header className="dossier-head">
      <div className="stack-sm stack">
        <WayBack way={way} />
        <h1 title={head.fullTitle}>{head.title}</h1>
        <p className="row xs">
          <span className="soft num">{head.code}</span>
          <Badge state={head.state}>{head.stateWords}</Badge>
          <Tag>{head.channel}</Tag>
          {head.simulated && <Simulated />}
          {head.done && (
            <span className="saved xs" role="status">
              <Icon name="check" />
              {head.done}
            </span>
          )}
        </p>
      </div>
      <div className="row">
        {works.rare.length > 0 && <RareWorks works={works.rare} address={address} label={texts.otherWorks} />}
        {works.quiet.map((work) => (
          <WorkLink
            key={work}
            {...{ work, address }}
            keyCode={keyOfWork(work, works.primary)}
            kind="button button-quiet"
          />
        ))}
        {works.primary && (
          <WorkLink
            work={works.primary}
            address={address}
            keyCode="KeyT"
            kind="button"
            forward={head.forward}
          />
        )}
      </div>
    </header>
  )
}

type LinkProps = {
  readonly work: WorkName
  readonly address: (work: WorkName) => string
  readonly keyCode: string | undefined
  readonly kind?: string
  readonly forward?: string
}

function WorkLink({ work, address, keyCode: key, kind, forward }: LinkProps) {
  const texts = useMessages(workMessages)
  const words = work === 'hand-over' && forward ? forward : texts.works[work]
  return (
    <Link className={kind} to={address(work)} preventScrollReset>
      {words} {key && <kbd>{key.slice(3)}</kbd>}
    </Link>
  )
}

function RareWorks({
  works,
  address,
  label,
}: { works: readonly WorkName[]; label: string } & Pick<LinkProps, 'address'>) {
  return (
    <Menu
      id="viec-khac"
      className="button button-bare button-icon"
      button={<Icon name="dots" />}
      label={label}
    >
      {works.map((work) => (
        <WorkLink key={work} {...{ work, address }} keyCode={keyOfWork(work, null)} />
      ))}
    </Menu>
  )
}

function WayBack({ way }: { way: Way }) {
  const texts = useMessages(dossierPageMessages)
  const shared = useMessages(deskMessages)
  const name = way.saved ?? (way.queue ? shared.queues[way.queue] : shared.queues.office)
  const found = way.question !== ''
  const back = found ? `${DESK_PATH}/tim?q=${encodeURIComponent(way.question)}` : `${DESK_PATH}${way.here}`
  return (
    <p className="row xs">
      <Link to={back}>{found ? texts.searchResults : name}</Link>
      {way.position && <span className="faint num">{texts.position(way.position.at, way.position.of)}</span>}
      {way.previous && (
        <Link to={`${DESK_PATH}/ho-so/${way.previous}${way.here}`} rel="prev">
          {texts.previous} <kbd>K</kbd>
        </Link>
      )}
      {way.next && (
        <Link to={`${DESK_PATH}/ho-so/${way.next}${way.here}`} rel="next">
          {texts.next} <kbd>J</kbd>
        </Link>
      )}
    </p>
  )
}

function useHeadKeys(way: Way, works: Works, address: (work: WorkName) => string): void {
  const texts = useMessages(dossierPageMessages).keys
  const words = useMessages(workMessages).works
  const navigate = useNavigate()
  const { primary } = works
  const addresses = [works.primary, ...works.quiet, ...works.rare]
    .flatMap((work) => (work ? [`${work} ${address(work)}`] : []))
    .join('\n')
  const keys = useMemo(() => {
    const ways = addresses.split('\n').flatMap((line) => {
      const [work, to] = line.split(' ') as [WorkName, string]
      const code = keyOfWork(work, primary)
      return code
        ? [{ code, label: words[work].toLocaleLowerCase('vi'), hint: true, run: () => navigate(to) }]
        : []
    })
    const open = (id: string | null) => {
      if (id) navigate(`${DESK_PATH}/ho-so/${id}${way.here}`)
    }
    const back = way.question
      ? `${DESK_PATH}/tim?q=${encodeURIComponent(way.question)}`
      : `${DESK_PATH}${way.here}`
    return [
      ...ways,
      { code: 'KeyJ', label: texts.next, run: () => open(way.next) },
      { code: 'KeyK', label: texts.previous, run: () => open(way.previous) },
      {
        code: 'KeyN',
        label: words.receive.toLocaleLowerCase('vi'),
        run: () => navigate(`${DESK_PATH}/tiep-nhan`),
      },
      { code: 'Escape', label: texts.back, hint: true, run: () => navigate(back) },
    ]
  }, [addresses, primary, way, texts, words, navigate])
  useKeys(keys)
}
