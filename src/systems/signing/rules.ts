import type { SignaturePlace } from '#platform/documents/index.ts'
import { Refusal } from '#platform/errors.ts'
import type { Owner, SignatureLevel, SignedDocument, Signer } from './schema.ts'

/** Whose key a signer signs with. */
export function ownerOf(signer: Signer): Owner {
  return 'agencyId' in signer
    ? { kind: 'agency', id: signer.agencyId }
    : { kind: 'officer', id: signer.officerId }
}

/**
 * Gives each signer the place that the template of the paper left: `agency` for the seal, `person` for him who signs (NĐ
 * 30/2020/NĐ-CP phụ lục I). Without a place, the signature is in the file and not on the page.
 */
export function placeSigners(signers: readonly Signer[], places: readonly SignaturePlace[]): Signer[] {
  return signers.map((signer) => {
    const found = places.find(({ who }) => who === ('agencyId' in signer ? 'agency' : 'person'))
    if (!found) return signer
    const { who: _, ...place } = found
    return { ...signer, place }
  })
}

const order: readonly SignatureLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA']

/** The level that the whole paper has: that of its weakest signature. */
export function weakest(levels: readonly SignatureLevel[]): SignatureLevel {
  return order.find((level) => levels.includes(level)) ?? 'B-B'
}

/** The state of a paper that everybody has signed. */
export function stateAt(level: SignatureLevel): 'signed' | 'timestamped' | 'complete' {
  if (level === 'B-B') return 'signed'
  return level === 'B-T' ? 'timestamped' : 'complete'
}

type Period = { readonly validFrom: Date; readonly validTo: Date }

/** Refuses a certificate that cannot sign today. */
export function mustBeValid({ validFrom, validTo }: Period, now: Date): void {
  if (validTo < now) {
    throw new Refusal(422, 'key.expired', 'Chứng thư số đã hết hạn. Hãy xin chứng thư mới rồi đăng ký lại.')
  }
  if (validFrom > now) {
    throw new Refusal(
      422,
      'key.not_yet_valid',
      'Chứng thư số chưa đến ngày có hiệu lực. Hãy đăng ký từ ngày đó.',
    )
  }
}

/** Refuses to try again what is done; a whole paper that could not be proved longer is not. */
export function mustBeStuck({ state, lastError }: Pick<SignedDocument, 'state' | 'lastError'>): void {
  if (state === 'complete' && lastError === null) {
    throw new Refusal(409, 'document.complete', 'Văn bản này đã ký xong. Không cần ký lại.')
  }
}
