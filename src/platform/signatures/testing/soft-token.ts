import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import koffi from 'koffi'
import type { Certificate } from '../certificate.ts'

const run = promisify(execFile)

/** SoftHSM where the distribution puts it, or where `fetchSoftToken` unpacked it; undefined when neither is there. */
export function findSoftToken(): { readonly module: string; readonly tool: string } | undefined {
  const roots = ['/', join(unpacked, 'root')]
  for (const root of roots) {
    const [module] = globSync('usr/lib/{,*/}softhsm/libsofthsm2.so', { cwd: root })
    const tool = join(root, 'usr/bin/softhsm2-util')
    if (module && existsSync(tool)) return { module: join(root, module), tool }
  }
  return undefined
}

const unpacked = resolve('var/softhsm')

/** Unpacks SoftHSM from the packages of Debian without being root. False where there is no apt or no network. */
export async function fetchSoftToken(): Promise<boolean> {
  if (findSoftToken()) return true
  try {
    await mkdir(unpacked, { recursive: true })
    await run('apt-get', ['download', 'softhsm2', 'libsofthsm2'], { cwd: unpacked, timeout: 30_000 })
    for (const file of globSync('*.deb', { cwd: unpacked })) {
      await run('dpkg-deb', ['-x', file, 'root'], { cwd: unpacked })
    }
  } catch {
    return false
  }
  return findSoftToken() !== undefined
}

type NewToken = { readonly folder: string; readonly label: string; readonly pin: string }

/** Makes a token in the folder. The module reads where its tokens are from the environment when it is loaded. */
export async function makeToken({ folder, label, pin }: NewToken): Promise<string> {
  const found = findSoftToken()
  if (!found) throw new Error('There is no SoftHSM')
  await mkdir(join(folder, 'tokens'), { recursive: true })
  const settings = join(folder, 'softhsm2.conf')
  await writeFile(settings, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`)
  setEnvironment('SOFTHSM2_CONF', settings)
  const token = [
    '--module',
    found.module,
    '--init-token',
    '--free',
    '--label',
    label,
    '--pin',
    pin,
    '--so-pin',
    '5678',
  ]
  await run(found.tool, token, { env: { SOFTHSM2_CONF: settings } })
  return found.module
}

/** Sets a variable for libraries of this process; Node's own copy does not reach them in a worker thread. */
function setEnvironment(name: string, value: string): void {
  const setenv = koffi.load(null).func('int setenv(const char *name, const char *value, int overwrite)')
  setenv(name, value, 1)
}

type Import = NewToken & {
  readonly name: string
  readonly keyFile: string
  readonly certificate: Certificate
}

/** Puts a key (PKCS#8 in PEM) and its certificate on the token under one label. */
export async function putKey({ folder, label, pin, name, keyFile, certificate }: Import): Promise<void> {
  const found = findSoftToken()
  if (!found) throw new Error('There is no SoftHSM')
  const id = Buffer.from(name).toString('hex').slice(0, 16)
  await run(
    found.tool,
    [
      '--module',
      found.module,
      '--import',
      keyFile,
      '--token',
      label,
      '--label',
      name,
      '--id',
      id,
      '--pin',
      pin,
    ],
    { env: { SOFTHSM2_CONF: join(folder, 'softhsm2.conf') } },
  )
  putCertificate(found.module, { pin, name, certificate })
}

type Held = { readonly pin: string; readonly name: string; readonly certificate: Certificate }

/** SoftHSM's own tool imports keys only; the certificate goes in by the interface itself. */
function putCertificate(module: string, { pin, name, certificate }: Held): void {
  const library = koffi.load(module)
  const f = (called: string, ...parameters: string[]) =>
    library.func(`uint64 ${called}(${parameters.join(', ')})`)
  const call = (called: string, result: bigint | number) => {
    if (Number(result) !== 0 && Number(result) !== 0x191)
      throw new Error(`${called}: 0x${Number(result).toString(16)}`)
  }
  call('C_Initialize', f('C_Initialize', 'void *args')(null))
  const count = number(8n)
  const slots = Buffer.alloc(64)
  call('C_GetSlotList', f('C_GetSlotList', 'uint8 present', 'void *slots', 'void *count')(1, slots, count))
  const session = number(0n)
  const open = f('C_OpenSession', 'uint64 slot', 'uint64 flags', 'void *app', 'void *notify', 'void *session')
  call('C_OpenSession', open(slots.readBigUInt64LE(), 6n, null, null, session))
  const handle = session.readBigUInt64LE()
  const secret = Buffer.from(pin)
  call(
    'C_Login',
    f(
      'C_Login',
      'uint64 session',
      'uint64 user',
      'void *pin',
      'uint64 length',
    )(handle, 1n, secret, secret.length),
  )
  const values: [bigint, Buffer][] = [
    [0n, number(1n)],
    [1n, Buffer.from([1])],
    [3n, Buffer.from(name)],
    [0x11n, certificate.raw],
    [0x80n, number(0n)],
    [0x101n, certificate.subject],
    [0x102n, Buffer.from(Buffer.from(name).toString('hex').slice(0, 16), 'hex')],
  ]
  const attributes = Buffer.alloc(values.length * 24)
  values.forEach(([type, value], index) => {
    attributes.writeBigUInt64LE(type, index * 24)
    attributes.writeBigUInt64LE(koffi.address(value), index * 24 + 8)
    attributes.writeBigUInt64LE(BigInt(value.length), index * 24 + 16)
  })
  const create = f('C_CreateObject', 'uint64 session', 'void *template', 'uint64 count', 'void *object')
  call('C_CreateObject', create(handle, attributes, values.length, number(0n)))
  call('C_CloseSession', f('C_CloseSession', 'uint64 session')(handle))
}

function number(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
