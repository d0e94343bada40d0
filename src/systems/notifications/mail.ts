import { createTransport, type Transporter } from 'nodemailer'

type Mail = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Hands mails to the server of `SMTP_URL`; each waits at most so long for each answer. */
export type Mailer = { send(mail: Mail): Promise<void> }

const TIMEOUT_MS = 20_000

export function openMailer(smtpUrl: string): Mailer {
  const url = new URL(smtpUrl)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS))
  }
  const transport: Transporter = createTransport(url.href)
  return {
    async send({ id, from, to, subject, text }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        // The same for every attempt: a mail that arrived twice is shown once.
        messageId: `<${id}@tinh-so>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}

/**
 * True when trying again is useless: the server refused this very mail or its recipient for good (RFC 5321, 5yz). A
 * wrong password or a server that is down can be mended, so the mail waits.
 */
export function isHopeless(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const permanent = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600
  return permanent && (code === 'EENVELOPE' || code === 'EMESSAGE')
}

/** What went wrong, for the list of mails and the log. Mail servers repeat the address in what they say; we must not. */
export function reasonOf(error: unknown, address: string): string {
  const reason = error instanceof Error ? error.message : String(error)
  return reason.replaceAll(address, '(địa chỉ)')
}
