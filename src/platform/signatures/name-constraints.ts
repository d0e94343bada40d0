import type { Certificate } from './certificate.ts'
import { type Der, inside, must, parts, readDer, readOid, readText, tags } from './der.ts'
import { oids } from './oids.ts'

/** Kinds of a GeneralName (RFC 5280 4.2.1.6) that are understood here; others leave a bound certificate in doubt. */
const kinds = { 129: 'mail', 130: 'host', 134: 'address', 164: 'directory' } as const
type Kind = (typeof kinds)[keyof typeof kinds]

type GeneralName = { readonly kind: Kind | 'other'; readonly tag: number; readonly node: Der }

/** Names below which all must lie, when there are any of their kind, and names below which none may. */
type Constraints = { readonly permitted: readonly GeneralName[]; readonly excluded: readonly GeneralName[] }

/** Comparing each name with each constraint must not keep the server: no honest authority comes near. */
const MOST_COMPARED = 20_000

/**
 * Whether the names of a certificate keep to what an authority above it was bound to (RFC 5280 6.1.3 b, c): `doubtful`
 * when it has a name of a kind that is bound and not understood here. @throws DerError
 */
export function keepsTo(authority: Certificate, certificate: Certificate): 'kept' | 'broken' | 'doubtful' {
  if (!authority.nameConstraints) return 'kept'
  const { permitted, excluded } = readConstraints(authority.nameConstraints)
  const names = namesOf(certificate)
  if (names.length * (permitted.length + excluded.length) > MOST_COMPARED) return 'doubtful'
  let doubtful = false
  for (const name of names) {
    const allowing = permitted.filter(({ tag }) => tag === name.tag)
    const forbidding = excluded.filter(({ tag }) => tag === name.tag)
    if (allowing.length + forbidding.length === 0) continue
    if (![...allowing, ...forbidding].every(isUnderstood) || !isUnderstood(name) || !isWellFormed(name))
      doubtful = true
    else if (forbidding.some((each) => isBelow(name, each))) return 'broken'
    else if (allowing.length > 0 && !allowing.some((each) => isBelow(name, each))) return 'broken'
  }
  return doubtful ? 'doubtful' : 'kept'
}

function readConstraints(extension: Der): Constraints {
  const lists = parts(must(extension, tags.sequence))
  const of = (tag: number) =>
    lists
      .filter((list) => list.tag === tag)
      .flatMap(parts)
      .map(readSubtree)
  return { permitted: of(0xa0), excluded: of(0xa1) }
}

/** A distance (minimum, maximum) is never used on the Internet (RFC 5280 4.2.1.10); with one the kind is not understood. */
function readSubtree(subtree: Der): GeneralName {
  const [base, ...distances] = parts(must(subtree, tags.sequence))
  const name = readGeneralName(base)
  return distances.length > 0 ? { ...name, kind: 'other' } : name
}

function readGeneralName(node: Der | undefined): GeneralName {
  const tag = node?.tag ?? 0
  return {
    kind: kinds[tag as keyof typeof kinds] ?? 'other',
    tag,
    node: node ?? readDer(Buffer.from([5, 0])),
  }
}

/** The subject, the alternative names, and addresses of mail that older certificates keep in the subject. */
function namesOf({ subject, alternativeNames }: Certificate): GeneralName[] {
  const node = readDer(subject)
  const rdns = parts(node).flatMap(parts).map(parts)
  const mails = rdns.filter(([type]) => readOid(type) === oids.emailAddress)
  return [
    ...(node.content.length > 0 ? [{ kind: 'directory', tag: 0xa4, node } as const] : []),
    ...mails.flatMap(([, value]) => (value ? [{ kind: 'mail', tag: 0x81, node: value } as const] : [])),
    ...(alternativeNames ? parts(must(alternativeNames, tags.sequence)).map(wrapped) : []),
  ]
}

/** A directory name is tagged explicitly, so that the name itself is one step further in. */
function wrapped(node: Der): GeneralName {
  const name = readGeneralName(node)
  return name.kind === 'directory' ? { ...name, node: inside(node) } : name
}

const isUnderstood = ({ kind }: GeneralName) => kind !== 'other'

/** An address by numbers, or a name with strange signs in it, would slip past what is forbidden. */
const forms = {
  mail: /^[^@\s]+@[A-Za-z0-9.-]+$/,
  host: /^[A-Za-z0-9*._-]+$/,
  address: /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\s]*@)?((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*\.?)(?:[:/?#]|$)/i,
} as const

function isWellFormed({ kind, node }: GeneralName): boolean {
  return kind === 'other' || kind === 'directory' || forms[kind].test(textOf(node))
}

const textOf = ({ content }: Der) => content.toString('latin1')

function isBelow({ kind, node }: GeneralName, constraint: GeneralName): boolean {
  if (kind === 'directory') return isDirectoryBelow(node, inside(constraint.node))
  return kind !== 'other' && isTextBelow(kind, textOf(node), textOf(constraint.node))
}

function isDirectoryBelow(name: Der, limit: Der): boolean {
  const [own, above] = [name, limit].map((each) => parts(each).map(comparable))
  return own !== undefined && above?.every((part, index) => own[index] === part) === true
}

const texts = new Set<number>([tags.utf8, tags.printable, tags.ia5, 0x14, 0x1e])

/** A part of a name as names are compared: without regard to case, encoding and doubled spaces (RFC 5280 7.1). */
function comparable(set: Der): string {
  const pairs = parts(set).map((pair) => {
    const [type, value] = parts(pair)
    const plain = value && texts.has(value.tag) ? readText(value).normalize('NFKC').toLowerCase() : null
    return `${readOid(type)}=${plain?.trim().replaceAll(/\s+/g, ' ') ?? value?.raw.toString('hex')}`
  })
  return pairs.sort().join('+')
}

function isTextBelow(kind: keyof typeof forms, text: string, limit: string): boolean {
  if (kind === 'host') return isHostBelow(text, limit, 'also-below')
  if (kind === 'address') return isHostBelow(forms.address.exec(text)?.[1] ?? '', limit, 'only-itself')
  const [box, host = ''] = text.split('@')
  if (!limit.includes('@')) return isHostBelow(host, limit, 'only-itself')
  const [limitBox, limitHost = ''] = limit.split('@')
  return limitBox === box && isHostBelow(host, limitHost, 'only-itself')
}

/** `.gov.vn` means every host below, `gov.vn` the host itself; of a DNS name also those below it (RFC 5280 4.2.1.10). */
function isHostBelow(host: string, limit: string, how: 'also-below' | 'only-itself'): boolean {
  const [own, above] = [host, limit].map((each) => each.toLowerCase().replace(/\.$/, ''))
  if (own === undefined || above === undefined || above === '') return true
  if (above.startsWith('.')) return own.endsWith(above) && own.length > above.length
  return own === above || (how === 'also-below' && own.endsWith(`.${above}`))
}
