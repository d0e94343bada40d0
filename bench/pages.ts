// Citizen pages: weight on the wire and server time, beside a bare Fastify answer of the same size in the same process.
//
//   node bench/pages.ts        (after npm run build)
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { startServer } from '../tests/server.ts'
import { hold } from './bar.ts'

const pages = { 'portal home': '/', 'procedure page': '/thu-tuc/1.001193' }
const ROUNDS = 300
const WARM = 50

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
    hold(`${name} under 50 KB`, weight.page + weight.styles <= 50 * 1024)
  }
  process.stdout.write(`load of the machine ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores\n`)
  const body = await (await fetch(server.url)).text()
  bare.get('/', (_request, reply) => reply.type('text/html').send(body))
  const floorUrl = await bare.listen({ port: 0, host: '127.0.0.1' })
  const floor = await timed(floorUrl)
  process.stdout.write(`${'bare Fastify'.padEnd(16)} p50 ${ms(floor, 0.5)}   p95 ${ms(floor, 0.95)}\n`)
  for (const path of Object.values(pages)) await timed(server.url + path)
  await settled()
  for (const [name, path] of Object.entries(pages)) {
    const before = { cpu: await cpuMs(), ...(await answered()) }
    const times = await timed(server.url + path)
    const work = ((await cpuMs()) - before.cpu) / (ROUNDS + WARM)
    const after = await answered()
    const share = (100 * (after.inTime - before.inTime)) / (after.all - before.all)
    const ratio = (at(times, 0.5) / at(floor, 0.5)).toFixed(1)
    process.stdout.write(
      `${name.padEnd(16)} p50 ${ms(times, 0.5)}   p95 ${ms(times, 0.95)} (bar 10 ms)   ${ratio} × floor   ` +
        `${work.toFixed(1)} ms of processor a page, ${share.toFixed(1)} % within 10 ms by the server's own clock (bar 95 %)\n`,
    )
    hold(`${name}: 95 % within 10 ms by the server's own clock`, share >= 95)
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

/** What the web process has used of the processor: unlike time on the clock, other work on the machine hardly moves it. */
async function cpuMs(): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1] ?? Number.NaN) * 1000
}

/** Answers so far by the server's own measure, and those it gave within 10 ms: without the client's work and its waiting for a core. */
async function answered(): Promise<{ inTime: number; all: number }> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  const sum = (pattern: RegExp) =>
    [...metrics.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0)
  return {
    inTime: sum(/^http_request_seconds_bucket\{le="0\.01",[^}]*\} (\d+)/gm),
    all: sum(/^http_request_seconds_count\{[^}]*\} (\d+)/gm),
  }
}

/** A first start gives hundreds of sample officers their keys and folds that; a page is timed when this is done. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const before = await cpuMs()
    await delay(1000)
    quiet = (await cpuMs()) - before < 50 ? quiet + 1 : 0
  }
}

async function timed(url: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + WARM; round++) {
    const from = performance.now()
    await (await fetch(url)).arrayBuffer()
    if (round >= WARM) times.push(performance.now() - from)
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
