import * as oidc from 'openid-client'
import type { Config } from '#platform/config.ts'
import type { Claims } from './claims.ts'

/** What only this browser knows between leaving for the provider and coming back; kept in its cookie. */
export type SignInSecret = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
}

/** Who came back, as the provider says. */
export type ProvenClaims = { readonly claims: Claims; readonly idToken: string | undefined }

/** Why a sign-in did not happen; the page `/dang-nhap` has a sentence for each. */
export type SignInFailure =
  | 'provider.unreachable'
  | 'sign_in.cancelled'
  | 'sign_in.expired'
  | 'sign_in.failed'

/** The OpenID Connect provider: VNeID, or the sandbox. */
export type SignInProvider = {
  begin(returnTo: string): Promise<{ readonly url: URL; readonly secret: SignInSecret }>
  finish(currentUrl: URL, secret: SignInSecret): Promise<ProvenClaims>
  /** Where to go to sign out at the provider too; null when it has no such place or cannot be reached. */
  endUrl(idToken: string): Promise<URL | null>
}

const TIMEOUT_SECONDS = 10

/**
 * The authorization code flow with PKCE, state and nonce (RFC 7636, OpenID Connect Core). The provider is looked up at
 * the first sign-in and again after a failure, so it may start later than we do.
 */
export function openProvider({ oidc: settings, publicUrl }: Config): SignInProvider {
  let found: Promise<oidc.Configuration> | undefined
  const redirectUri = `${publicUrl}/dang-nhap/xong`

  function provider(): Promise<oidc.Configuration> {
    found ??= discover(settings).catch((error: unknown) => {
      found = undefined
      throw error
    })
    return found
  }

  return {
    async begin(returnTo) {
      const secret: SignInSecret = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        returnTo,
      }
      const url = oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: secret.state,
        nonce: secret.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(secret.verifier),
        code_challenge_method: 'S256',
      })
      return { url, secret }
    },

    async finish(currentUrl, { state, nonce, verifier }) {
      const configuration = await provider()
      const tokens = await oidc.authorizationCodeGrant(configuration, currentUrl, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('the provider sent no ID token')
      const more = configuration.serverMetadata().userinfo_endpoint
        ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : {}
      return { claims: { ...claims, ...more }, idToken: tokens.id_token }
    },

    async endUrl(idToken) {
      try {
        const configuration = await provider()
        if (!configuration.serverMetadata().end_session_endpoint) return null
        return oidc.buildEndSessionUrl(configuration, {
          id_token_hint: idToken,
          post_logout_redirect_uri: `${publicUrl}/`,
        })
      } catch {
        // Our own session has ended already; a provider that is down must not keep the person on an error.
        return null
      }
    },
  }
}

async function discover({ issuer, clientId, clientSecret }: Config['oidc']): Promise<oidc.Configuration> {
  const server = new URL(issuer)
  const plain = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  return oidc.discovery(
    server,
    clientId,
    undefined,
    clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None(),
    { execute: [...plain, oidc.enableNonRepudiationChecks], timeout: TIMEOUT_SECONDS },
  )
}

/** What to tell the person about an error of the flow. */
export function failureOf(error: unknown): SignInFailure {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === 'access_denied' ? 'sign_in.cancelled' : 'sign_in.failed'
  }
  if (error instanceof oidc.ResponseBodyError) {
    return error.error === 'invalid_grant' ? 'sign_in.expired' : 'sign_in.failed'
  }
  const unreachable = error instanceof TypeError || codeOf(error) === 'OAUTH_TIMEOUT'
  return unreachable || codeOf(error) === 'OAUTH_RESPONSE_IS_NOT_CONFORM'
    ? 'provider.unreachable'
    : 'sign_in.failed'
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
