import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { fetchBytes } from './fetch-bytes.ts'

async function serve(
  answer: RequestListener,
): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const question = { body: Buffer.from('?'), most: 10 }

test('a connection that broke off under a question is asked once more', async () => {
  let asked = 0
  await using service = await serve((request, response) => {
    asked++
    if (asked === 2) request.socket.destroy()
    else response.end('answer')
  })
  await fetchBytes(service.url, question)
  expect((await fetchBytes(service.url, question)).toString()).toBe('answer')
  expect(asked).toBe(3)
})

test('a service that breaks off each time does not answer', async () => {
  let asked = 0
  await using service = await serve((request) => {
    asked++
    request.socket.destroy()
  })
  await expect(fetchBytes(service.url, question)).rejects.toThrow(`${service.url} does not answer`)
  expect(asked).toBe(2)
})

test('a refusal is not asked again, and more bytes than agreed are not read', async () => {
  let asked = 0
  await using service = await serve((request, response) => {
    asked++
    response.statusCode = request.method === 'POST' ? 503 : 200
    response.end('a'.repeat(20))
  })
  await expect(fetchBytes(service.url, question)).rejects.toThrow('answers 503')
  await expect(fetchBytes(service.url, { most: 10 })).rejects.toThrow('answers with more than 10 bytes')
  expect(asked).toBe(2)
})
