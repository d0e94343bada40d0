import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { KeyPlaces } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import {
  KeyFileError,
  type KeyHolder,
  openKeyFile,
  openRemoteKey,
  openToken,
  readCertificates,
} from '#platform/signatures/index.ts'
import type { HolderKind } from './schema.ts'

const Text = Type.String({ minLength: 1, maxLength: 500 })

/** How a key is reached, secrets and all, as it is registered; only its sealed form is stored. */
export const KeySource = Type.Union([
  Type.Object({
    holder: Type.Literal('pkcs12'),
    file: Type.String({ minLength: 1 }),
    passphrase: Type.String({ maxLength: 500 }),
  }),
  Type.Object({
    holder: Type.Literal('pkcs11'),
    module: Text,
    token: Type.Optional(Text),
    label: Text,
    pin: Text,
  }),
  Type.Object({
    holder: Type.Literal('csc'),
    url: Text,
    credential: Text,
    user: Text,
    password: Text,
    pin: Text,
  }),
])
/** `file` is Base64. */
export type KeySource = Static<typeof KeySource>

/** What may be shown of a source. */
export function referenceOf(source: KeySource): Readonly<Record<string, string>> {
  if (source.holder === 'pkcs12') return {}
  if (source.holder === 'pkcs11') {
    const { module, token, label } = source
    return { module, label, ...(token ? { token } : {}) }
  }
  return { url: source.url, credential: source.credential }
}

/**
 * Refuses with 422 a library or service that the settings do not name: what is loaded runs in the server with all its keys, and
 * what is asked gets a password and tells the inner network by its answer. A key that is registered already goes on.
 */
export function mustBeOffered({ modules, services }: KeyPlaces, source: KeySource): void {
  if (source.holder === 'pkcs11' && !modules.includes(source.module)) {
    const words = 'Chọn một thư viện trong danh sách do người vận hành máy chủ đặt (PKCS11_MODULES).'
    throw new Refusal(422, 'key.not_offered', words, { module: words })
  }
  if (source.holder === 'csc' && !services.includes(source.url)) {
    const words = 'Chọn một dịch vụ trong danh sách do người vận hành máy chủ đặt (CSC_URLS).'
    throw new Refusal(422, 'key.not_offered', words, { url: words })
  }
}

/** Reaches a key. @throws Error when the token or service is out of reach, KeyFileError for a wrong file */
export async function reachKey(source: KeySource, above: readonly Uint8Array[] = []): Promise<KeyHolder> {
  if (source.holder === 'pkcs12') return openKeyFile(Buffer.from(source.file, 'base64'), source.passphrase)
  if (source.holder === 'csc') return openRemoteKey(source)
  const { module, token, label, pin } = source
  return openToken({
    module,
    label,
    pin,
    ...(token ? { token } : {}),
    above: above.flatMap(readCertificates),
  })
}

/** Unlocks a stored source and reaches its key. */
export async function reachSealed(ctx: Pick<Context, 'secrets'>, sealed: Uint8Array): Promise<KeyHolder> {
  const source: unknown = JSON.parse((await ctx.secrets.open(sealed)).toString('utf8'))
  return reachKey(Value.Parse(KeySource, source))
}

const places: Readonly<Record<HolderKind, string>> = {
  pkcs12: 'tệp khóa',
  pkcs11: 'thiết bị ký (token)',
  csc: 'dịch vụ ký từ xa',
}

/** What somebody who registers a key is told when it cannot be reached. */
export function refusalOf(error: unknown, holder: HolderKind): Refusal {
  if (error instanceof KeyFileError) {
    const words = {
      passphrase: 'Mật khẩu không mở được tệp khóa. Hãy gõ lại mật khẩu do nơi cấp gửi kèm.',
      unreadable: 'Tệp này không phải tệp khóa PKCS#12 (.p12, .pfx) đọc được. Hãy chọn đúng tệp.',
      'no-key': 'Tệp này không có đủ khóa và chứng thư. Hãy xuất lại tệp kèm khóa riêng.',
    }[error.reason]
    return new Refusal(422, `key.${error.reason}`, words, {
      [error.reason === 'passphrase' ? 'passphrase' : 'file']: words,
    })
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new Refusal(
    422,
    'key.unreachable',
    `Chưa dùng được khóa ở ${places[holder]}: ${reason}. Hãy kiểm tra rồi gửi lại.`,
  )
}
