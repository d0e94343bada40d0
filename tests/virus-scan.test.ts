import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openHouse } from '../src/house.ts'
import { readConfig } from '../src/platform/config.ts'
import { acceptUpload } from '../src/platform/files/accept-upload.ts'

const paper = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** Hands a paper to a house whose scanner gives this answer; tells what lies on the disk then. */
async function upload(answer: string) {
  await using scanner = await listening(answer)
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-scan-'))
  const config = readConfig({ CLAMD_URL: `tcp://127.0.0.1:${scanner.port}` })
  const house = openHouse('postgres://nobody@127.0.0.1:1/none', { filesFolder: folder, config })
  try {
    const stored = await acceptUpload(house.services.files, paper).catch((error: unknown) => error)
    return { stored, kept: await readdir(folder) }
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function listening(answer: string) {
  const server = createServer((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk.subarray(-4).equals(Buffer.alloc(4))) socket.end(answer)
    })
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise<void>((done) => void server.close(() => done())),
  }
}

describe('an upload in a house with a virus scanner (CLAMD_URL)', () => {
  test('is stored when the scanner finds nothing, and marked as scanned', async () => {
    expect((await upload('stream: OK\0')).stored).toMatchObject({ type: 'application/pdf', scan: 'clean' })
  })

  test('is refused and not stored when the scanner finds something', async () => {
    const { stored, kept } = await upload('stream: Eicar-Test-Signature FOUND\0')
    expect(stored).toMatchObject({ status: 422, code: 'file.infected' })
    expect(kept).toEqual([])
  })

  test('is not taken for clean when the scanner could not look', async () => {
    const { stored, kept } = await upload('INSTREAM size limit exceeded. ERROR\0')
    expect(stored).toBeInstanceOf(Error)
    expect(kept).toEqual([])
  })
})
