// Citizen pages: weight on the wire and server time, beside a bare Fastify answer of the same size in the same process.
//
//   node bench/pages.ts        (after npm run build)
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { startServer } from '../tests/server.ts'

const pages = { 'portal home': '/', 'procedure page': '/thu-tuc/1.001193' }
const ROUNDS = 300

const dataDir = await mkdtemp(join(tmpdir(), 'tinh-so-bench-pages-'))
const server = await startServer(dataDir)
const bare = Fastify()
try {
  for (const [name, path] of Object.entries(pages)) {
    const html = await (await fetch(server.url + path)).text()
    const weight = await weightOf(path, html)
    const scripts = [...html.matchAll(/<script/g)].length
    process.stdout.write(
      `${name.padEnd(16)} ${kb(weight.page)} HTML + ${kb(weight.styles)} CSS compressed = ${kb(weight.page + weight.styles)}` +
        ` (bar 50 KB), fonts ${kb(weight.fonts)}, ${scripts} scripts\n`,
    )
  }
  const body = await (await fetch(server.url)).text()
  bare.get('/', (_request, reply) => reply.type('text/html').send(body))
  const floorUrl = await bare.listen({ port: 0, host: '127.0.0.1' })
  const floor = await timed(floorUrl)
  process.stdout.write(`${'bare Fastify'.padEnd(16)} p50 ${ms(floor, 0.5)}   p95 ${ms(floor, 0.95)}\n`)
  for (const [name, path] of Object.entries(pages)) {
    const times = await timed(server.url + path)
    const ratio = (at(times, 0.5) / at(floor, 0.5)).toFixed(1)
    process.stdout.write(
      `${name.padEnd(16)} p50 ${ms(times, 0.5)}   p95 ${ms(times, 0.95)} (bar 10 ms)   ${ratio} × floor\n`,
    )
  }
} finally {
  await bare.close()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}

/** Bytes as they travel: the page, its style sheets, the fonts it preloads. */
async function weightOf(path: string, html: string) {
  const hrefs = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map((match) => match[1] ?? ''))]
  const styles = hrefs(/<link rel="stylesheet" href="([^"]+)"/g)
  const fonts = hrefs(/href="([^"]+\.woff2)"/g)
  const sum = async (paths: string[]) => {
    let total = 0
    for (const each of paths) total += await wireBytes(each)
    return total
  }
  return { page: await wireBytes(path), styles: await sum(styles), fonts: await sum(fonts) }
}

/** Node's own client does not decode, so it sees what the line carries. */
async function wireBytes(path: string): Promise<number> {
  const { get } = await import('node:http')
  return new Promise((done, fail) => {
    get(server.url + path, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => done(bytes))
    }).once('error', fail)
  })
}

async function timed(url: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 50; round++) {
    const from = performance.now()
    await (await fetch(url)).arrayBuffer()
    if (round >= 50) times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)
}

function at(sorted: number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0
}

function ms(sorted: number[], share: number): string {
  return `${at(sorted, share).toFixed(1)} ms`
}

function kb(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
