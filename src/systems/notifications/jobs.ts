import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Tasks } from '#platform/jobs/jobs.ts'
import { claimMessage, type Message } from './actions/claim-message.ts'
import { recordDelay, recordFailure, recordSent } from './actions/settle-message.ts'
import { isHopeless, type Mailer, openMailer, reasonOf } from './mail.ts'

/** So long an e-mail is tried; the queue comes again after 3 s, 7 s, 20 s … and at last every 6 hours. */
const PATIENCE_HOURS = 72

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'sandbox'>

/** The tasks of this system over the mail server of the configuration. */
export function notificationTasks(config: MailConfig): Tasks {
  const mailer = config.smtpUrl === null ? null : openMailer(config.smtpUrl)
  return {
    'notification.send': async (ctx: Context, { messageId }: { messageId: string }) => {
      const message = await claimMessage(ctx, messageId)
      if (message) await deliver(ctx, message, { mailer, config })
    },
  }
}

type Way = { readonly mailer: Mailer | null; readonly config: MailConfig }

/** Without a mail server the sandbox keeps the mail in its outbox; in real life the mail waits for the server. */
async function deliver(ctx: Context, message: Message, { mailer, config }: Way): Promise<void> {
  if (mailer === null && config.sandbox) return recordSent(ctx, message, 'outbox')
  try {
    if (mailer === null) throw new Error('Chưa cấu hình máy chủ thư (SMTP_URL)')
    const { id, recipient: to, subject, body: text } = message
    await mailer.send({ id, from: config.mailFrom, to, subject, text })
  } catch (error) {
    const reason = reasonOf(error, message.recipient)
    const age = ctx.now().getTime() - message.createdAt.getTime()
    if (isHopeless(error) || age > PATIENCE_HOURS * 3_600_000) return recordFailure(ctx, message, reason)
    await recordDelay(ctx, message, reason)
    // A new error: the queue logs it whole, and the old one names the address.
    throw new Error(reason)
  }
  await recordSent(ctx, message, 'email')
}
