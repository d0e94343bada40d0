import { samplePdf } from '../src/platform/signatures/testing/sample-pdf.ts'
import { writeKeyFile } from '../src/sandbox/trust/key-file.ts'
import { registerSampleKeys } from '../src/sandbox/trust/sample-keys.ts'
import { openTrustServer, type TrustServer } from '../src/sandbox/trust/testing.ts'
import { chainOf } from '../src/sandbox/trust/trust-centre.ts'
import {
  findSignedDocument,
  registerKey,
  requestSigning,
  type SignedDocument,
  trustRoot,
} from '../src/systems/signing/index.ts'
import { openWorld, type World } from './world.ts'

export type SigningWorld = World & { readonly trust: TrustServer }

type Options = {
  /** Registers a key for every agency and officer; takes some seconds. Left out, only the root is trusted. */
  readonly keys?: boolean
}

/** A province with the sandbox authority on a port of its own: papers are really signed, stamped and checked. */
/** Places that are offered and out of reach. */
export const nowhere = { module: '/khong/co.so', url: 'https://127.0.0.1:9/csc/v2' } as const

export async function openSigningWorld({ keys = false }: Options = {}): Promise<SigningWorld> {
  const clock: { now: () => Date } = { now: () => new Date() }
  const trust = await openTrustServer(() => clock.now())
  const world = await openWorld({
    province: true,
    environment: { TSA_URL: trust.tsaUrl, PKCS11_MODULES: nowhere.module, CSC_URLS: nowhere.url },
  })
  clock.now = world.now
  const ctx = world.system('sandbox.keys')
  if (keys) await registerSampleKeys(ctx, trust.centre)
  else await trustRoot(ctx, { file: trust.centre.root.certificate.raw, sandbox: true })
  return {
    ...world,
    trust,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await trust.stop()
    },
  }
}

/** Registers a key file of the sandbox for one owner. */
export async function giveKey(
  world: SigningWorld,
  owner: { readonly kind: 'agency' | 'officer'; readonly id: string },
): Promise<string> {
  const issued = await world.trust.centre.signer(`${owner.kind}-${owner.id}`, {
    commonName: `THỬ NGHIỆM ${owner.id}`,
  })
  const file = writeKeyFile(issued, chainOf(world.trust.centre), 'thử').toString('base64')
  return registerKey(world.system('test'), { owner, source: { holder: 'pkcs12', file, passphrase: 'thử' } })
}

/** A paper of one agency, signed as far as its keys and the outside world allow; returns its id. */
export async function signPaper(world: SigningWorld, agencyId: string): Promise<string> {
  const ctx = world.system()
  const fileHash = await ctx.files.put(samplePdf({ kind: 'table' }))
  const request = { kind: 'result', subjectId: 'd', agencyId, name: 'Kết quả', fileHash } as const
  const id = await ctx.db
    .transaction()
    .execute((tx) => requestSigning(tx, ctx, { ...request, signers: [{ agencyId }] }))
  await world.runJobs({ mayFail: true })
  return id
}

/** The paper as it stands. */
export async function paperOf(world: SigningWorld, id: string): Promise<SignedDocument> {
  const found = await findSignedDocument(world.db, id)
  if (!found) throw new Error('no such document')
  return found
}
