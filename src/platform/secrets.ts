import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from './config.ts'
import { makeWhole } from './data-folder.ts'

/**
 * Locks what the database must not show to whoever reads it or its backup: key files, passphrases, PINs. The key that
 * locks them is no part of the database.
 */
export type Secrets = {
  seal(plain: Uint8Array): Promise<Buffer>
  /** @throws Error when it was sealed with another key or changed */
  open(sealed: Uint8Array): Promise<Buffer>
}

type Place = {
  /** 32 bytes in Base64, shared by all processes of an installation; empty for the key of the file. */
  readonly key: string
  /** Made at the first sealing, readable by its owner only. */
  readonly file: string
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Secrets under the key of the configuration, or of a file beside the data (AES-256-GCM). @throws ConfigError */
export function openSecrets({ key, file }: Place): Secrets {
  const given = key === '' ? null : Buffer.from(key, 'base64')
  if (given && given.length !== 32)
    throw new ConfigError('SECRET_KEY must be 32 bytes in Base64: openssl rand -base64 32')
  let held: Promise<Buffer> | undefined
  const theKey = () => {
    held ??= given ? Promise.resolve(given) : readOrMake(file)
    return held
  }
  return {
    async seal(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', await theKey(), nonce)
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== VERSION) throw new Error('sealed in an unknown way')
      const tagAt = 1 + NONCE_BYTES
      const cipher = createDecipheriv('aes-256-gcm', await theKey(), bytes.subarray(1, tagAt))
      cipher.setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES))
      return Buffer.concat([cipher.update(bytes.subarray(tagAt + TAG_BYTES)), cipher.final()])
    },
  }
}

async function readOrMake(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true })
  // Processes that share the folder may start at once: the first makes it, the others read what is there, and it is whole.
  const held = await readFile(file, 'utf8').catch(() => null)
  if (held === null) await makeWhole(file, randomBytes(32).toString('base64'))
  const key = Buffer.from(held ?? (await readFile(file, 'utf8')), 'base64')
  if (key.length !== 32)
    throw new ConfigError(`${file} holds no key of 32 bytes. Put back the one of your backup.`)
  return key
}
