import type { SignInSecret } from './provider.ts'

export const signInCookie = 'sign-in'

/** Long enough to choose a person and confirm on the telephone. */
export const SIGN_IN_SECONDS = 600

export function writeSecret(secret: SignInSecret): string {
  return Buffer.from(JSON.stringify(secret)).toString('base64url')
}

/** The secret of a cookie; undefined when it is missing or was not written by us. */
export function readSecret(cookie: string | undefined): SignInSecret | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString())
    return isSecret(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isSecret(value: unknown): value is SignInSecret {
  const names = ['state', 'nonce', 'verifier', 'returnTo']
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
  )
}
