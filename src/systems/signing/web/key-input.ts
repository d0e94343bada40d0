import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { mustFit } from '#web/posted.ts'
import { findAgency, listOfficers } from '../../administration/index.ts'
import type { KeyRegistration } from '../actions/register-key.ts'
import { KeySource } from '../key-source.ts'
import type { HolderKind, Owner } from '../schema.ts'
import type { adminMessages } from './messages/admin.ts'

type Texts = Pick<typeof adminMessages.en, 'refused' | 'wrong' | 'noOwner'>
type Posted = { readonly form: FormData; readonly holder: HolderKind; readonly texts: Texts }

const OwnerFields = Type.Object({
  ownerKind: Type.Union([Type.Literal('agency'), Type.Literal('officer')]),
  ownerId: Type.String({ minLength: 1, maxLength: 100 }),
})

const secrets = new Set(['passphrase', 'pin', 'password', 'file'])

/** What was posted: the texts that may be shown again, and the registration that they mean, refused field by field. */
export async function postedKey(ctx: Context, { form, holder, texts }: Posted) {
  const texted = [...form.entries()].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value.slice(0, 500)] as const] : [],
  )
  const file = form.get('file')
  const bytes =
    file instanceof File && file.size > 0
      ? Buffer.from(await file.arrayBuffer()).toString('base64')
      : undefined
  const wrong = { message: texts.refused, fields: texts.wrong }
  const fields = Object.fromEntries(texted)
  return {
    shown: Object.fromEntries(texted.filter(([name]) => !secrets.has(name))),
    async read(): Promise<KeyRegistration> {
      const { ownerKind, ownerId, ...rest } = fields
      const owner = mustFit(OwnerFields, { ownerKind, ownerId: ownerId?.trim() }, wrong)
      const opened =
        holder === 'pkcs12' ? { passphrase: '', ...rest, ...(bytes ? { file: bytes } : {}) } : rest
      const source = sourceOf(holder, opened, wrong)
      return { owner: await ownerNamed(ctx, { kind: owner.ownerKind, id: owner.ownerId }, texts), source }
    },
  }
}

type Wrong = { readonly message: string; readonly fields: Readonly<Record<string, string>> }

function sourceOf(holder: HolderKind, given: Readonly<Record<string, string>>, wrong: Wrong): KeySource {
  const schema = KeySource.anyOf.find((each) => each.properties.holder.const === holder)
  if (!schema) throw new Error(`No shape for ${holder}`)
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => name in schema.properties))
  mustFit(schema, { holder, ...known }, wrong)
  return Value.Parse(KeySource, { holder, ...known })
}

/** People know an officer by the employee code; the key belongs to the officer. */
async function ownerNamed(ctx: Context, { kind, id }: Owner, { noOwner }: Texts): Promise<Owner> {
  const refuse = () => new Refusal(422, 'key.no_owner', noOwner, { ownerId: noOwner })
  if (kind === 'agency') {
    if (await findAgency(ctx.db, id)) return { kind, id }
    throw refuse()
  }
  const named = await listOfficers(ctx.db, { search: id, limit: 20 })
  const officer = named.find(({ employeeCode, id: own }) => employeeCode === id || own === id)
  if (!officer) throw refuse()
  return { kind, id: officer.id }
}
