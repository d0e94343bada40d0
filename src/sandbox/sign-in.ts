import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import Provider, { interactionPolicy, type Koa } from 'oidc-provider'
import type { Config } from '../platform/config.ts'
import { memoryAdapter } from './memory-adapter.ts'
import { type SamplePerson, samplePersons } from './persons.ts'
import { choicePage, problemPage, signOutPage } from './sign-in-pages.ts'
import type { TrustHandler } from './trust/server.ts'

export type SandboxSignIn = { stop(): Promise<void> }

type SignInSettings = Pick<Config, 'host' | 'publicUrl' | 'sandboxPort' | 'oidc'>

/**
 * Starts the stand-in for VNeID: a real OpenID Connect provider on a port of its own, where one chooses a made-up person
 * instead of typing a password. Keys and sessions live as long as the process. The responders of the sandbox authority
 * (`trust`) answer on the same port.
 */
export async function startSandboxSignIn(
  settings: SignInSettings,
  trust?: TrustHandler,
): Promise<SandboxSignIn> {
  const provider = openProvider(settings)
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    if (trust?.(request, response)) return
    if (!url.startsWith('/chon/')) return answer(request, response)
    choose(provider, request, response).catch((error: unknown) => {
      show(response, 400, problemPage(settings.publicUrl, String(error)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.sandboxPort, settings.host, resolve)
  })
  return {
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** GET shows the persons; POST signs in as the chosen one, or goes back without. */
async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') return show(response, 200, choicePage(`/chon/${uid}`))
  const key = new URLSearchParams(await text(request)).get('person')
  const person = samplePersons.find((each) => each.key === key)
  await provider.interactionFinished(
    request,
    response,
    person
      ? { login: { accountId: person.key, remember: false } }
      : { error: 'access_denied', error_description: 'nobody was chosen' },
  )
}

function show(response: ServerResponse, status: number, html: string): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(html)
}

function openProvider({ publicUrl, oidc }: SignInSettings): Provider {
  return new Provider(oidc.issuer, {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: oidc.clientId,
        client_name: 'Tỉnh Số',
        redirect_uris: [`${publicUrl}/dang-nhap/xong`],
        post_logout_redirect_uris: [`${publicUrl}/`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
        ...(oidc.clientSecret
          ? { client_secret: oidc.clientSecret, token_endpoint_auth_method: 'client_secret_basic' }
          : { token_endpoint_auth_method: 'none' }),
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: claimsInUse() },
    findAccount: (_ctx: Koa, id: string) => accountOf(samplePersons.find((each) => each.key === id)),
    interactions: {
      policy: alwaysAsk(),
      url: (_ctx: Koa, { uid }: { uid: string }) => `/chon/${uid}`,
    },
    loadExistingGrant: grantAtOnce,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx: Koa, form: string) => write(ctx, signOutPage(form)),
      },
    },
    renderError: async (ctx: Koa, out: { error_description?: string; error: string }) =>
      write(ctx, problemPage(publicUrl, out.error_description ?? out.error)),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 3600,
      Session: 3600,
    },
  })
}

/** The client is our own: nobody is asked for consent. */
async function grantAtOnce({ oidc: asked }: Koa) {
  const grant = new asked.provider.Grant({
    clientId: asked.client.clientId,
    accountId: asked.session.accountId,
  })
  grant.addOIDCScope('openid profile')
  await grant.save()
  return grant
}

function write(ctx: Koa, html: string): void {
  ctx.type = 'html'
  ctx.body = html
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'sandbox' }
}

function claimsInUse(): string[] {
  return [...new Set(samplePersons.flatMap((person) => Object.keys(person.claims)))]
}

async function accountOf(person: SamplePerson | undefined) {
  if (!person) return undefined
  return { accountId: person.key, claims: async () => ({ sub: person.key, ...person.claims }) }
}

/** Trying things out means changing persons all the time, so a session at the sandbox never answers for a new sign-in. */
function alwaysAsk() {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    .checks.add(
      new interactionPolicy.Check(
        'sandbox',
        'choose a person',
        ({ oidc }) => oidc.result?.login === undefined,
      ),
    )
  return policy
}
