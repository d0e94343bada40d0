import { createPrivateKey } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certificate, readCertificates } from '../../platform/signatures/certificate.ts'
import type { KeyAlgorithm } from '../../platform/signatures/key-holder.ts'
import { type CertificateOrder, type Issued, issueCertificate, type Subject } from './issue.ts'

/** The made-up authority of the sandbox: a root, what it issued, and what it took back. */
export type TrustCentre = {
  readonly root: Issued
  readonly authority: Issued
  /** Changed when the certificate of an authority is, as real ones do every few years. */
  timeStamp: Issued
  readonly ocsp: Issued
  readonly now: () => Date
  /** The key of somebody, made at the first call and kept under `name`. */
  signer(name: string, subject: Subject, algorithm?: KeyAlgorithm): Promise<Issued>
  /** Serials (hex) of certificates that were taken back, with the time. */
  readonly revoked: Map<string, Date>
}

type Settings = {
  /** Where the responders answer: http://localhost:3001/trust */
  readonly url: string
  readonly now?: () => Date
}

const FROM = new Date('2020-01-01T00:00:00Z')
const TO = new Date('2049-12-31T00:00:00Z')
const ORGANISATION = 'Tỉnh Số - THỬ NGHIỆM, không có giá trị pháp lý'

/**
 * Opens the authority that lies in the folder, or makes it: keys stay there, readable by their owner only, so that what
 * was signed yesterday is trusted today. Another `url` makes another tree, because certificates name their responders.
 */
export async function openTrustCentre(
  folder: string,
  { url, now = () => new Date() }: Settings,
): Promise<TrustCentre> {
  const place = join(folder, url.replaceAll(/[^a-zA-Z0-9]+/g, '-'))
  await mkdir(place, { recursive: true, mode: 0o700 })
  const times = { validFrom: FROM, validTo: TO }
  const root = await keep(place, 'root', { kind: 'root', subject: named('THỬ NGHIỆM - CA gốc'), ...times })
  const authority = await keep(place, 'authority', {
    ...{ kind: 'authority', subject: named('THỬ NGHIỆM - CA cơ quan, cán bộ'), issuer: root, ...times },
    crlUrl: `${url}/root.crl`,
  })
  const issued = { issuer: authority, ...times, ocspUrl: `${url}/ocsp`, crlUrl: `${url}/authority.crl` }
  return {
    root,
    authority,
    timeStamp: await keep(place, 'time-stamp', {
      ...issued,
      kind: 'time-stamp',
      subject: named('THỬ NGHIỆM - Dấu thời gian'),
    }),
    ocsp: await keep(place, 'ocsp', {
      kind: 'ocsp',
      subject: named('THỬ NGHIỆM - Trả lời thu hồi'),
      issuer: authority,
      ...times,
    }),
    now,
    signer: (name, subject, algorithm) =>
      keep(place, `signer-${name}`, {
        ...issued,
        kind: 'signer',
        subject,
        ...(algorithm ? { algorithm } : {}),
      }),
    revoked: new Map(),
  }
}

function named(commonName: string): Subject {
  return { commonName, organisation: ORGANISATION }
}

/** The certificates above a signer's, for a key file. */
export function chainOf({ authority, root }: TrustCentre): Certificate[] {
  return [authority.certificate, root.certificate]
}

async function keep(folder: string, name: string, order: CertificateOrder): Promise<Issued> {
  const file = join(folder, `${name}.pem`)
  const held = await readFile(file, 'utf8').catch(() => null)
  if (held !== null) {
    const [certificate] = readCertificates(Buffer.from(held))
    if (!certificate) throw new Error(`${file} holds no certificate. Remove it, it is made again.`)
    return { key: createPrivateKey(held), certificate }
  }
  const issued = await issueCertificate(order)
  const lines = issued.certificate.raw.toString('base64').match(/.{1,64}/g) ?? []
  const text = `${issued.key.export({ type: 'pkcs8', format: 'pem' })}-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
  await writeFile(file, text, { mode: 0o600 })
  return issued
}
