/** The next number of a seeded sequence, 0 ≤ x < 1. The same seed gives the same province on every machine. */
export type Random = () => number

/** A sequence of its own for each text (sfc32, begun by a hash of the text). */
export function seeded(text: string): Random {
  let a = hash(text, 0x9e3779b9)
  let b = hash(text, 0x243f6a88)
  let c = hash(text, 0xb7e15162)
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 8; round++) next()
  return next
}

function hash(text: string, start: number): number {
  let value = start | 0
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 2_654_435_761)
    value = (value << 13) | (value >>> 19)
  }
  return value ^ (value >>> 16)
}

/** A number from `low` up to, not including, `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low)
}

/** A whole number from `low` to `high`, both possible. */
export function whole(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1))
}

/** Waiting times: many short, few long. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random())
}

/** One of the list, each as likely. @throws Error for an empty list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

/** Draws from weighted values. @throws Error when all weights are 0. */
export function weighted<T>(values: readonly (readonly [value: T, weight: number])[]): (random: Random) => T {
  const kept = values.filter(([, weight]) => weight > 0)
  const sums = new Float64Array(kept.length)
  let total = 0
  for (const [index, [, weight]] of kept.entries()) {
    total += weight
    sums[index] = total
  }
  if (total === 0) throw new Error('All weights are 0')
  return (random) => {
    const target = random() * total
    let [low, high] = [0, kept.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > target) high = middle
      else low = middle + 1
    }
    const found = kept[low]
    if (!found) throw new Error('A weight was lost')
    return found[0]
  }
}
