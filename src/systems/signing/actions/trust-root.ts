import type { Context } from '#platform/context.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { type Certificate, DerError, readCertificates, shownName } from '#platform/signatures/index.ts'
import { signingEvents } from '../events.ts'
import { mayManageSignatures } from '../policy.ts'
import { closeRoot, findRootForUpdate, listRoots, saveRoot } from '../root-store.ts'

type NewRoot = {
  /** PEM or DER. */
  readonly file: Uint8Array
  /** The made-up root of the sandbox: pages say so. */
  readonly sandbox?: boolean
}

/** Trusts a root certificate: signatures whose chain ends there are believed. */
export async function trustRoot(ctx: Context, { file, sandbox = false }: NewRoot): Promise<string> {
  const root = rootOf(file)
  const { fingerprint, raw: certificate, validTo } = root
  return ctx.db.transaction().execute(async (tx) => {
    const before = await findRootForUpdate(tx, fingerprint)
    mayManageSignatures(ctx.actor)
    if (before && before.withdrawnAt === null) return fingerprint
    const subjectName = shownName(root.subjectName)
    await saveRoot(tx, { fingerprint, certificate, validTo, sandbox, subjectName, trustedAt: ctx.now() })
    await signingEvents.append(tx, ctx, {
      name: 'root.trusted',
      subjectId: `root:${fingerprint}`,
      data: { fingerprint, subjectName, sandbox },
    })
    return fingerprint
  })
}

/** Trusts a root no longer. What was checked before stays told as it was. */
export async function withdrawRoot(ctx: Context, fingerprint: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const root = await findRootForUpdate(tx, fingerprint)
    mayManageSignatures(ctx.actor)
    if (!root || root.withdrawnAt !== null) {
      throw notFound('root.not_found', 'Chứng thư gốc này không còn trong danh sách. Hãy tải lại trang.')
    }
    await closeRoot(tx, fingerprint, ctx.now())
    await signingEvents.append(tx, ctx, {
      name: 'root.withdrawn',
      subjectId: `root:${fingerprint}`,
      data: { fingerprint, subjectName: root.subjectName },
    })
  })
}

/** In real life nothing that the sandbox signed is believed. */
export async function distrustSandbox(ctx: Context): Promise<void> {
  const roots = await listRoots(ctx.db)
  for (const { fingerprint, sandbox } of roots) if (sandbox) await withdrawRoot(ctx, fingerprint)
}

function rootOf(file: Uint8Array): Certificate {
  const refusal = (message: string) => new Refusal(422, 'root.invalid', message, { certificate: message })
  let root: Certificate | undefined
  try {
    root = readCertificates(file)[0]
  } catch (error) {
    if (!(error instanceof DerError)) throw error
  }
  if (!root) throw refusal('Tệp này không phải chứng thư (.cer, .crt, .pem) đọc được. Hãy chọn đúng tệp.')
  if (!root.authority || !root.issuer.equals(root.subject)) {
    throw refusal('Đây không phải chứng thư gốc. Hãy lấy chứng thư gốc từ trang của nơi cấp.')
  }
  return root
}
