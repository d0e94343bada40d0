/** An answer of a responder, until when it may be used again, and when it was fetched. */
export type KeptAnswer = {
  readonly kind: 'ocsp' | 'crl'
  readonly bytes: Buffer
  /** Milliseconds. */
  readonly until: number
  readonly fetchedAt: Date
}

type Bounds = { readonly entries: number; readonly bytes: number }

/**
 * Answers by what was asked: an OCSP answer by its certificate, a list by its distribution point, which many certificates
 * share. Never more than so many and so large: what was used longest ago goes first, because strangers choose whose
 * certificates are asked about.
 */
export function keepAnswers({ entries, bytes }: Bounds) {
  const kept = new Map<string, KeptAnswer>()
  let size = 0

  function drop(key: string): void {
    size -= kept.get(key)?.bytes.length ?? 0
    kept.delete(key)
  }

  return {
    /** Undefined once it has run out. */
    find(key: string, at: Date): KeptAnswer | undefined {
      const found = kept.get(key)
      if (!found) return undefined
      drop(key)
      if (found.until <= at.getTime()) return undefined
      kept.set(key, found)
      size += found.bytes.length
      return found
    },
    keep(key: string, answer: KeptAnswer): void {
      drop(key)
      if (answer.bytes.length > bytes) return
      kept.set(key, answer)
      size += answer.bytes.length
      for (const oldest of kept.keys()) {
        if (kept.size <= entries && size <= bytes) return
        drop(oldest)
      }
    },
    /** How many, and of how many bytes. */
    held: (): Bounds => ({ entries: kept.size, bytes: size }),
  }
}
