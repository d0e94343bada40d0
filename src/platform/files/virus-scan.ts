import { connect } from 'node:net'

export type ScanResult = 'none' | 'clean' | 'infected'

/** Asks a ClamAV daemon (INSTREAM) about the bytes; `none` when no daemon is configured. Fails when it does not answer. */
export async function scanForViruses(bytes: Uint8Array, clamdUrl: string | null): Promise<ScanResult> {
  if (clamdUrl === null) return 'none'
  const { hostname, port } = new URL(clamdUrl)
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.setTimeout(30_000, () => socket.destroy(new Error('clamd did not answer')))
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    socket.write('zINSTREAM\0')
    socket.write(length)
    socket.write(bytes)
    socket.write(Buffer.alloc(4))
  })
  if (answer.includes('FOUND')) return 'infected'
  // A scanner that says neither has not looked: "INSTREAM size limit exceeded. ERROR".
  if (!/\bOK\b/.test(answer)) throw new Error(`clamd answered: ${answer.slice(0, 200)}`)
  return 'clean'
}
