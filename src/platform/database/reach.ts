import pg from 'pg'
import { ConfigError } from '../config.ts'

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'the password is wrong',
  '28000': 'the user may not enter',
  '3D000': 'there is no such database',
}

/** Refuses to go on over a database that cannot be reached, in one line without the password. */
async function mustReach(url: string, setting = 'DATABASE_URL'): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.end()
  } catch (cause) {
    const { host, pathname } = new URL(url)
    const code = (cause as { code?: string }).code ?? ''
    const reason = reasons[code] ?? (cause instanceof Error ? cause.message : code)
    throw new ConfigError(
      `${setting} does not lead to a database (${host}${pathname}: ${reason}). Correct it, or leave it empty for the embedded server.`,
      { cause },
    )
  }
}

/** Both logins of a database that is given; the same one twice where the owner has none of his own. */
export async function mustReachBoth(url: string, ownerUrl: string): Promise<void> {
  await mustReach(url)
  if (ownerUrl !== url) await mustReach(ownerUrl, 'DATABASE_OWNER_URL')
}
