import type { ActionFunctionArgs } from 'react-router'
import { Refusal } from '#platform/errors.ts'
import { shellContext } from '#web/context.ts'
import { messagesFor } from '#web/messages/define.ts'
import { ownFileMessages } from './own-file-messages.ts'

/** The bytes of the file that a visitor posted. @throws Refusal 422 when there is none */
export async function postedFile({ request, context }: ActionFunctionArgs): Promise<Uint8Array<ArrayBuffer>> {
  const texts = messagesFor(context.get(shellContext).locale, ownFileMessages)
  const file = (await request.formData()).get('tep')
  if (file instanceof File && file.size > 0) return new Uint8Array(await file.arrayBuffer())
  throw new Refusal(422, 'file.missing', texts.refused, { tep: texts.noFile })
}
