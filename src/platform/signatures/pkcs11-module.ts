import { promisify } from 'node:util'
import koffi from 'koffi'

/** A session with a token, signed in. */
export type TokenSession = {
  /** The handle of the private key with this label. */
  findKey(label: string): bigint | undefined
  /** DER of the certificates on the token, of one label if given. */
  certificates(label?: string): Buffer[]
  /** Signs on a thread beside: a card takes half a second. */
  sign(key: bigint, mechanism: 'rsa' | 'ecdsa', data: Buffer): Promise<Buffer>
  close(): void
}

export type TokenModule = {
  open(wanted: { readonly token: string | undefined; readonly pin: string }): TokenSession
}

const OK = 0
const ALREADY_INITIALIZED = 0x191
const ALREADY_LOGGED_IN = 0x100
const CKF_SERIAL_SESSION = 4n
const CKU_USER = 1n
const attribute = { class: 0n, label: 3n, value: 0x11n } as const
const objectClass = { certificate: 1n, privateKey: 3n } as const
const mechanisms = { rsa: 1n, ecdsa: 0x1041n } as const
const LABEL_BYTES = 32
const MOST_FOUND = 64

const reasons: Readonly<Record<number, string>> = {
  3: 'the slot is not there',
  5: 'the token failed',
  48: 'the device failed',
  160: 'the PIN is wrong',
  164: 'the PIN is locked',
  224: 'there is no token in the reader',
  225: 'the token is not known',
}

const opened = new Map<string, TokenModule>()

/** Loads a PKCS#11 library once for the process, as it asks to be. @throws Error when it cannot be loaded */
export function openModule(path: string): TokenModule {
  const known = opened.get(path)
  if (known) return known
  const library = loadLibrary(path)
  const started = library.C_Initialize(null)
  if (started !== ALREADY_INITIALIZED) must('C_Initialize', started)
  const module: TokenModule = { open: (wanted) => openSession(library, wanted) }
  opened.set(path, module)
  return module
}

type Library = ReturnType<typeof loadLibrary>

/** CK_ULONG is `unsigned long`: 8 bytes on Linux and macOS, where structures are not packed. */
function loadLibrary(path: string) {
  const library = koffi.load(path)
  const f = (name: string, ...parameters: string[]) =>
    library.func(`uint64 ${name}(${parameters.join(', ')})`)
  return {
    C_Initialize: f('C_Initialize', 'void *args'),
    C_GetSlotList: f('C_GetSlotList', 'uint8 present', 'void *slots', 'void *count'),
    C_GetTokenInfo: f('C_GetTokenInfo', 'uint64 slot', 'void *info'),
    C_OpenSession: f(
      'C_OpenSession',
      'uint64 slot',
      'uint64 flags',
      'void *app',
      'void *notify',
      'void *session',
    ),
    C_CloseSession: f('C_CloseSession', 'uint64 session'),
    C_Login: f('C_Login', 'uint64 session', 'uint64 user', 'void *pin', 'uint64 length'),
    C_FindObjectsInit: f('C_FindObjectsInit', 'uint64 session', 'void *template', 'uint64 count'),
    C_FindObjects: f('C_FindObjects', 'uint64 session', 'void *found', 'uint64 most', 'void *count'),
    C_FindObjectsFinal: f('C_FindObjectsFinal', 'uint64 session'),
    C_GetAttributeValue: f(
      'C_GetAttributeValue',
      'uint64 session',
      'uint64 object',
      'void *template',
      'uint64 count',
    ),
    C_SignInit: f('C_SignInit', 'uint64 session', 'void *mechanism', 'uint64 key'),
    C_Sign: f('C_Sign', 'uint64 session', 'void *data', 'uint64 length', 'void *signature', 'void *size'),
  }
}

function must(name: string, result: number | bigint): void {
  const code = Number(result)
  if (code === OK) return
  throw new Error(`${name}: ${reasons[code] ?? `error 0x${code.toString(16)}`}`)
}

function number(value = 0n): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

type Attribute = { readonly type: bigint; readonly value: Buffer | null; readonly length?: number }

/** CK_ATTRIBUTE: type, pointer, length; the buffers must stay alive while the library reads them. */
function template(attributes: readonly Attribute[]): Buffer {
  const bytes = Buffer.alloc(attributes.length * 24)
  attributes.forEach(({ type, value, length }, index) => {
    bytes.writeBigUInt64LE(type, index * 24)
    bytes.writeBigUInt64LE(value ? koffi.address(value) : 0n, index * 24 + 8)
    bytes.writeBigUInt64LE(BigInt(length ?? value?.length ?? 0), index * 24 + 16)
  })
  return bytes
}

function slotOf(library: Library, token: string | undefined): bigint {
  const count = number()
  must('C_GetSlotList', library.C_GetSlotList(1, null, count))
  const size = Number(count.readBigUInt64LE())
  const slots = Buffer.alloc(Math.max(1, size) * 8)
  must('C_GetSlotList', library.C_GetSlotList(1, slots, count))
  const found = Array.from({ length: size }, (_, index) => slots.readBigUInt64LE(index * 8)).map((slot) => ({
    slot,
    label: labelOf(library, slot),
  }))
  const wanted = token === undefined ? found[0] : found.find(({ label }) => label === token)
  if (!wanted)
    throw new Error(
      token === undefined ? 'There is no token in any reader' : `There is no token named ${token}`,
    )
  return wanted.slot
}

/** CK_TOKEN_INFO begins with the label, filled with spaces. */
function labelOf(library: Library, slot: bigint): string {
  const info = Buffer.alloc(512)
  must('C_GetTokenInfo', library.C_GetTokenInfo(slot, info))
  return info.toString('utf8', 0, LABEL_BYTES).trimEnd()
}

function openSession(library: Library, { token, pin }: Parameters<TokenModule['open']>[0]): TokenSession {
  const opened = number()
  must('C_OpenSession', library.C_OpenSession(slotOf(library, token), CKF_SERIAL_SESSION, null, null, opened))
  const session = opened.readBigUInt64LE()
  const secret = Buffer.from(pin)
  const signedIn = Number(library.C_Login(session, CKU_USER, secret, secret.length))
  if (signedIn !== ALREADY_LOGGED_IN && signedIn !== OK) {
    library.C_CloseSession(session)
    must('C_Login', signedIn)
  }
  // A session signs one thing at a time.
  let last: Promise<unknown> = Promise.resolve()
  return {
    findKey: (label) => find(library, session, { kind: 'privateKey', label })[0],
    certificates: (label) =>
      find(library, session, { kind: 'certificate', label }).map((object) =>
        readValue(library, session, object),
      ),
    sign(key, mechanism, data) {
      const signed = last.then(() => sign(library, session, { key, mechanism, data }))
      last = signed.catch(() => undefined)
      return signed
    },
    close: () => void library.C_CloseSession(session),
  }
}

type Search = { readonly kind: keyof typeof objectClass; readonly label: string | undefined }

function find(library: Library, session: bigint, { kind, label }: Search): bigint[] {
  const wanted: Attribute[] = [
    { type: attribute.class, value: number(objectClass[kind]) },
    ...(label === undefined ? [] : [{ type: attribute.label, value: Buffer.from(label) }]),
  ]
  must('C_FindObjectsInit', library.C_FindObjectsInit(session, template(wanted), wanted.length))
  const found = Buffer.alloc(MOST_FOUND * 8)
  const count = number()
  const result = library.C_FindObjects(session, found, MOST_FOUND, count)
  library.C_FindObjectsFinal(session)
  must('C_FindObjects', result)
  // The template points into these buffers; they must outlive the call.
  if (wanted.length === 0) return []
  return Array.from({ length: Number(count.readBigUInt64LE()) }, (_, index) =>
    found.readBigUInt64LE(index * 8),
  )
}

function readValue(library: Library, session: bigint, object: bigint): Buffer {
  const asked = template([{ type: attribute.value, value: null }])
  must('C_GetAttributeValue', library.C_GetAttributeValue(session, object, asked, 1))
  const value = Buffer.alloc(Number(asked.readBigUInt64LE(16)))
  const filled = template([{ type: attribute.value, value }])
  must('C_GetAttributeValue', library.C_GetAttributeValue(session, object, filled, 1))
  return value
}

type Signing = { readonly key: bigint; readonly mechanism: keyof typeof mechanisms; readonly data: Buffer }

async function sign(library: Library, session: bigint, { key, mechanism, data }: Signing): Promise<Buffer> {
  const named = template([{ type: mechanisms[mechanism], value: null }])
  must('C_SignInit', library.C_SignInit(session, named, key))
  const signature = Buffer.alloc(1024)
  const size = number(BigInt(signature.length))
  const call = promisify(library.C_Sign.async) as (...given: unknown[]) => Promise<number | bigint>
  must('C_Sign', await call(session, data, data.length, signature, size))
  return signature.subarray(0, Number(size.readBigUInt64LE()))
}
