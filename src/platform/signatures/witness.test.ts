import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as pkijs from 'pkijs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTrustServer, type TrustServer } from '../../sandbox/trust/testing.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import { renderPdf } from '../documents/index.ts'
import { holdKey } from './held-key.ts'
import { openValidationSource, readTimeStamp, signPdf, timeStamperAt } from './index.ts'
import type { KeyAlgorithm } from './key-holder.ts'

let server: TrustServer
let folder: string
beforeAll(async () => {
  server = await openTrustServer()
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-witness-'))
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const exact = (bytes: Uint8Array) => new Uint8Array(bytes).buffer

async function signed(algorithm: KeyAlgorithm) {
  const issued = await server.centre.signer(`witness-${algorithm}`, { commonName: 'Thử' }, algorithm)
  const key = holdKey(issued.key, [issued.certificate, ...chainOf(server.centre)])
  const at = new Date()
  const timeStamper = timeStamperAt(server.tsaUrl)
  const token = readTimeStamp(await timeStamper(Buffer.alloc(32)))
  const validation = await openValidationSource()([...key.chain, ...token.token.certificates], at)
  const source = '#set document(title: "x")\n= Quyết định'
  const pdf = await signPdf(await renderPdf({ source }, {}, { createdAt: at }), {
    key,
    at,
    timeStamper,
    validation,
  })
  return { pdf, validation }
}

function partsOf(pdf: Buffer) {
  const [, a = 0, b = 0, c = 0] =
    /\/ByteRange \[0 (\d+) +(\d+) +(\d+)/.exec(pdf.toString('latin1'))?.map(Number) ?? []
  const contents = Buffer.from(pdf.toString('latin1', a + 1, b - 1), 'hex')
  return { content: Buffer.concat([pdf.subarray(0, a), pdf.subarray(b, b + c)]), contents }
}

const algorithms: readonly KeyAlgorithm[] = ['ecdsa-sha256', 'rsa-sha256']

describe('what others read in our signatures', () => {
  test.each(algorithms)('PKI.js finds the structure whole and its chain trusted (%s)', async (algorithm) => {
    const { pdf } = await signed(algorithm)
    const { content, contents } = partsOf(pdf)
    const info = pkijs.ContentInfo.fromBER(exact(contents))
    const cms = new pkijs.SignedData({ schema: info.content })
    const root = pkijs.Certificate.fromBER(exact(server.centre.root.certificate.raw))
    const verified = await cms.verify({
      signer: 0,
      data: exact(content),
      checkChain: true,
      trustedCerts: [root],
      extendedMode: true,
    })
    expect(verified).toMatchObject({ signatureVerified: true, signerCertificateVerified: true })
  })

  test('PKI.js reads the OCSP answer and the CRL that the file carries', async () => {
    const { validation } = await signed('ecdsa-sha256')
    const [ocsp, crl] = [validation.ocsps[0], validation.crls[0]]
    expect(ocsp && pkijs.OCSPResponse.fromBER(exact(ocsp)).responseStatus.valueBlock.valueDec).toBe(0)
    const list = pkijs.CertificateRevocationList.fromBER(exact(crl ?? Buffer.alloc(0)))
    const root = pkijs.Certificate.fromBER(exact(server.centre.root.certificate.raw))
    expect(await list.verify({ issuerCertificate: root })).toBe(true)
  })

  test.for(algorithms)(
    'pdfsig calls it valid and the whole document signed (%s)',
    async (algorithm, proof) => {
      // Poppler is no dependency, and no package brings it for Linux: without it the two tests above are what was proved.
      proof.skip(!existsSync('/usr/bin/pdfsig'), 'pdfsig is not installed: its judgement was not asked')
      const { pdf } = await signed(algorithm)
      const file = join(folder, `${algorithm}.pdf`)
      await writeFile(file, pdf)
      const { stdout } = await promisify(execFile)('/usr/bin/pdfsig', ['-nocert', file])
      expect(stdout).toContain('Signature is Valid')
      expect(stdout).toContain('Total document signed')
      expect(stdout).not.toContain('Not total document signed')
    },
  )
})
