import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** One line of `npm start -- --help`: the variable, its default and what it is for. */
type Setting = { readonly name: string; readonly fallback: string; readonly purpose: string }

export const settings = [
  { name: 'PORT', fallback: '3000', purpose: 'port of the web server' },
  {
    name: 'HOST',
    fallback: '',
    purpose:
      'address to listen on; default 0.0.0.0 (all), but 127.0.0.1 (this machine) while the sandbox is on',
  },
  { name: 'PUBLIC_URL', fallback: '', purpose: 'address that people type; default http://localhost:PORT' },
  {
    name: 'DATABASE_URL',
    fallback: '',
    purpose: 'PostgreSQL 17 or newer; empty = the embedded server under DATA_DIR',
  },
  {
    name: 'DATABASE_OWNER_URL',
    fallback: '',
    purpose:
      'the same database as its owner, for migrations and the queue; DATABASE_URL then needs no rights of its own',
  },
  { name: 'DATA_DIR', fallback: 'var', purpose: 'folder of the embedded database and of the uploaded files' },
  { name: 'PROVINCE', fallback: 'bac-lieu', purpose: 'folder under provinces/ that is loaded' },
  { name: 'ROLE', fallback: 'all', purpose: 'web, worker or all (also --role=...)' },
  {
    name: 'SANDBOX',
    fallback: 'on',
    purpose: 'on = sandbox sign-in and outbox for trying it out, unless OIDC_ISSUER is set; off = real life',
  },
  { name: 'SANDBOX_PORT', fallback: '', purpose: 'port of the sandbox sign-in; default PORT + 1' },
  { name: 'OIDC_ISSUER', fallback: '', purpose: 'OpenID Connect provider; empty = the sandbox sign-in' },
  { name: 'OIDC_CLIENT_ID', fallback: 'tinh-so', purpose: 'client id at the provider' },
  { name: 'OIDC_CLIENT_SECRET', fallback: '', purpose: 'client secret at the provider' },
  {
    name: 'SMTP_URL',
    fallback: '',
    purpose: 'smtp://user:password@host:port; empty = mails stay in the outbox page',
  },
  { name: 'MAIL_FROM', fallback: 'Tỉnh Số <khong-tra-loi@localhost>', purpose: 'sender of e-mails' },
  {
    name: 'CLAMD_URL',
    fallback: '',
    purpose: 'tcp://host:3310 of a ClamAV daemon that scans uploads; empty = no scan',
  },
  {
    name: 'TRUST_PROXY',
    fallback: '',
    purpose: 'comma separated addresses of the proxies in front; empty = none',
  },
  {
    name: 'METRICS_TOKEN',
    fallback: '',
    purpose: 'bearer token that /metrics asks for; empty = /metrics answers this machine only',
  },
  {
    name: 'TSA_URL',
    fallback: '',
    purpose: 'time stamp authority (RFC 3161) for digital signatures; empty = that of the sandbox',
  },
  {
    name: 'SECRET_KEY',
    fallback: '',
    purpose:
      '32 bytes in Base64 that lock keys and PINs in the database; empty = the file secret.key in DATA_DIR',
  },
  {
    name: 'PKCS11_MODULES',
    fallback: '',
    purpose: 'libraries of signing tokens that a key may be registered at, absolute paths, comma separated',
  },
  {
    name: 'CSC_URLS',
    fallback: '',
    purpose: 'remote signing services that a key may be registered at, https://host/csc/v2, comma separated',
  },
  { name: 'LOG_LEVEL', fallback: 'info', purpose: 'fatal, error, warn, info, debug, trace' },
  { name: 'RATE_LIMIT', fallback: '600', purpose: 'requests a minute from one address; 0 = no limit' },
] as const satisfies readonly Setting[]

type SettingName = (typeof settings)[number]['name']

export type Role = 'web' | 'worker' | 'all'

/** Where keys may be held: what the server loads and whom it asks is not for a form to say. */
export type KeyPlaces = { readonly modules: readonly string[]; readonly services: readonly string[] }

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly databaseUrl: string | null
  /** That of `databaseUrl` when the owner has no login of his own. */
  readonly databaseOwnerUrl: string | null
  readonly dataDir: string
  readonly province: string
  readonly role: Role
  readonly sandbox: boolean
  readonly sandboxPort: number
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly clamdUrl: string | null
  readonly tsaUrl: string | null
  readonly secretKey: string
  readonly keyPlaces: KeyPlaces
  readonly trustProxy: readonly string[]
  readonly metricsToken: string | null
  readonly logLevel: string
  readonly rateLimit: number
}

/** A wrong setting: one line that says what to do; the process ends with code 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The text of `--help`: every setting, its default and purpose. */
export function helpText(): string {
  const lines = settings.map(({ name, fallback, purpose }) => {
    const preset = fallback === '' ? '' : ` [${fallback}]`
    return `  ${name.padEnd(20)}${purpose}${preset}`
  })
  return [
    'Usage: npm start -- [--role=web|worker|all] [--dev] [--help]',
    '--dev takes the pages from source, with hot reload, for work on them.',
    '',
    'Settings, from the environment (a file .env in this folder is read too):',
    ...lines,
    '',
  ].join('\n')
}

/** Reads and checks the environment; throws `ConfigError` with one clear line. */
export function readConfig(
  environment: Record<string, string | undefined> = process.env,
  args: readonly string[] = [],
): Config {
  const value = (name: SettingName): string => {
    const given = environment[name]?.trim()
    return given ? given : (settings.find((setting) => setting.name === name)?.fallback ?? '')
  }
  const { values } = parseArgs({ args: [...args], options: { role: { type: 'string' } }, strict: false })
  const port = portOf('PORT', value('PORT'))
  const publicUrl = urlOf('PUBLIC_URL', value('PUBLIC_URL') || `http://localhost:${port}`).origin
  const sandboxPort = portOf('SANDBOX_PORT', value('SANDBOX_PORT') || String(port + 1))
  const sandbox = sandboxOf(value('SANDBOX'), value('OIDC_ISSUER'))
  return {
    port,
    // With the sandbox whoever reaches the address is whoever he says, the administrator too: opened to others on purpose only.
    host: value('HOST') || (sandbox ? '127.0.0.1' : '0.0.0.0'),
    publicUrl,
    ...databaseOf(value('DATABASE_URL'), value('DATABASE_OWNER_URL')),
    dataDir: resolve(value('DATA_DIR')),
    province: value('PROVINCE'),
    role: roleOf(typeof values['role'] === 'string' ? values['role'] : value('ROLE')),
    sandbox,
    sandboxPort,
    oidc: {
      issuer: value('OIDC_ISSUER') || `http://${new URL(publicUrl).hostname}:${sandboxPort}`,
      clientId: value('OIDC_CLIENT_ID'),
      clientSecret: value('OIDC_CLIENT_SECRET'),
    },
    smtpUrl: value('SMTP_URL') || null,
    mailFrom: value('MAIL_FROM'),
    clamdUrl: value('CLAMD_URL') || null,
    tsaUrl: value('TSA_URL') || (sandbox ? `http://localhost:${sandboxPort}/trust/tsa` : null),
    secretKey: value('SECRET_KEY'),
    keyPlaces: {
      modules: listOf(value('PKCS11_MODULES')).map(modulePathOf),
      services: [
        ...listOf(value('CSC_URLS')).map(serviceUrlOf),
        ...(sandbox ? [`http://localhost:${sandboxPort}/csc/v2`] : []),
      ],
    },
    trustProxy: listOf(value('TRUST_PROXY')),
    metricsToken: value('METRICS_TOKEN') || null,
    logLevel: value('LOG_LEVEL'),
    rateLimit: numberOf('RATE_LIMIT', value('RATE_LIMIT')),
  }
}

/**
 * The sandbox lets anybody sign in as anybody, so it never stands beside a real provider, and nothing but the two words
 * is taken: SANDBOX=false must not leave it open.
 */
function sandboxOf(text: string, issuer: string): boolean {
  if (text !== 'on' && text !== 'off') throw new ConfigError(`SANDBOX=${text} is not known. Use on or off.`)
  if (text === 'off' && issuer === '') {
    throw new ConfigError(
      'SANDBOX=off leaves nobody to sign in with. Set OIDC_ISSUER to the sign-in provider.',
    )
  }
  return text === 'on' && issuer === ''
}

function numberOf(name: SettingName, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) {
    throw new ConfigError(`${name}=${text} is not a whole number. Set ${name} to a number, 0 or more.`)
  }
  return number
}

function portOf(name: SettingName, text: string): number {
  const port = numberOf(name, text)
  if (port > 65_535) throw new ConfigError(`${name}=${text} is not a port. Use a number from 1 to 65535.`)
  return port
}

function urlOf(name: SettingName, text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw new ConfigError(`${name}=${text} is not an address. Write it as http://host:port.`)
  }
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

function modulePathOf(path: string): string {
  if (isAbsolute(path)) return path
  throw new ConfigError(`PKCS11_MODULES: ${path} is not a whole path. Write it from /.`)
}

/** Passwords and PINs go there. */
function serviceUrlOf(text: string): string {
  const url = urlOf('CSC_URLS', text)
  if (url.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new ConfigError(`CSC_URLS: ${url.host} must be asked by https. Write https://host/csc/v2.`)
  }
  return text.replace(/\/+$/, '')
}

function databaseOf(url: string, ownerUrl: string): Pick<Config, 'databaseUrl' | 'databaseOwnerUrl'> {
  if (url === '' && ownerUrl !== '') {
    throw new ConfigError(
      'DATABASE_OWNER_URL stands alone. Set DATABASE_URL to the login of the application.',
    )
  }
  const databaseUrl = databaseUrlOf('DATABASE_URL', url)
  return { databaseUrl, databaseOwnerUrl: databaseUrlOf('DATABASE_OWNER_URL', ownerUrl) ?? databaseUrl }
}

function databaseUrlOf(name: SettingName, text: string): string | null {
  if (text === '') return null
  const url = urlOf(name, text)
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new ConfigError(
      `${name} must begin with postgres:// . Write postgres://user:password@host:5432/database.`,
    )
  }
  return text
}

function roleOf(text: string): Role {
  if (text === 'web' || text === 'worker' || text === 'all') return text
  throw new ConfigError(`ROLE=${text} is not known. Use web, worker or all.`)
}
