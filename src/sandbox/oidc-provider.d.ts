/** The part of `oidc-provider` that the sandbox sign-in uses; the package carries no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export type Koa = { type: string; body: string; oidc: OidcContext; host: string }

  export type OidcContext = {
    readonly provider: Provider
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string }
    readonly result?: { readonly login?: unknown }
  }

  export type Interaction = { readonly uid: string; readonly prompt: { readonly name: string } }

  export class Grant {
    constructor(of: { clientId: string; accountId: string })
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    readonly Grant: typeof Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Record<string, unknown>,
    ): Promise<void>
  }

  type Check = object
  type Prompt = { readonly name: string; readonly checks: { add(check: Check): void } }

  export const interactionPolicy: {
    readonly base: () => { get(name: string): Prompt; remove(name: string): void }
    readonly Check: new (
      reason: string,
      description: string,
      check: (ctx: { oidc: OidcContext }) => boolean,
    ) => Check
  }
}
