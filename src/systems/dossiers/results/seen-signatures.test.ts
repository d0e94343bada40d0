import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveFaults } from '#platform/documents/testing/archive-faults.ts'
import { openPdf } from '#platform/signatures/pdf/document.ts'
import { listFields } from '#platform/signatures/pdf/form.ts'
import { entry, isStream, itemsOf } from '#platform/signatures/pdf/values.ts'
import { samplePdf } from '#platform/signatures/testing/sample-pdf.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import { listSignedDocuments, verifySignatures } from '../../signing/index.ts'
import { signLooked } from '../previews/testing-look.ts'
import { fileBirth } from '../testing-birth.ts'
import { returnedBirth } from './testing-results.ts'

let world: SigningWorld
let papers: ReadonlyMap<string, Buffer>
beforeAll(async () => {
  world = await openSigningWorld()
  world.at('2024-11-20T09:42:07+07:00')
  const [leader, receiver] = [await world.context('vtd-leader'), await world.context('vtd-receiver')]
  for (const { actor } of [leader, receiver]) await giveKey(world, { kind: 'officer', id: actor.id })
  for (const id of ['BL-31837', 'BL-31837-MC']) await giveKey(world, { kind: 'agency', id })
  const dossier = await returnedBirth(world)
  const filed = await fileBirth(await world.context('thach-rinh'))
  const work = { form: 'refusal', reason: 'Sổ gốc không ở xã này' } as const
  await signLooked(world, { who: 'vtd-receiver', id: filed.id, work })
  await world.runJobs()
  const signed = await listSignedDocuments(world.db, dossier.id)
  const documents = [
    ...signed.filter(({ kind }) => kind === 'result'),
    ...(await listSignedDocuments(world.db, filed.id)),
  ]
  const files = await Promise.all(
    documents.map(async ({ kind, fileHash }) => [kind, await world.system().files.get(fileHash)] as const),
  )
  papers = new Map(files)
})
afterAll(() => world[Symbol.asyncDispose]())

function paper(kind: string): Buffer {
  const found = papers.get(kind)
  if (!found) throw new Error(`There is no ${kind}`)
  return found
}

/** Where the signatures of a file are drawn: left, bottom, right, top. */
function drawnAt(pdf: Buffer): number[][] {
  const document = openPdf(pdf)
  const fields = listFields(document).filter(({ kind }) => kind === 'Sig')
  return fields.map(({ value }) => {
    const looks = document.resolve(entry(document.resolve(entry(value, 'AP')), 'N'))
    expect(isStream(looks)).toBe(true)
    return itemsOf(entry(value, 'Rect')).map(Number)
  })
}

describe.each(['slip', 'result'])('the signatures of a %s', (kind) => {
  test('are seen between the office and the name: the agency on the left, the person beside it', async () => {
    const [person, agency] = drawnAt(paper(kind))
    if (!person || !agency) throw new Error('not two signatures')
    const [left = 0, bottom = 0, right = 0, top = 0] = agency
    expect(right).toBeLessThan(person[0] ?? 0)
    expect([bottom, top]).toEqual([person[1], person[3]])
    expect(left).toBeGreaterThan(595 / 2)
    expect(bottom).toBeGreaterThan(100)
    expect(Math.round(((right - left) / 72) * 25.4)).toBe(38)
  })

  test('hold, the last over the whole file', async () => {
    const { verdict, signatures } = await verifySignatures(world.system(), paper(kind))
    expect(verdict).toBe('valid')
    expect(signatures.map((each) => [each.verdict, each.level])).toEqual([
      ['valid-but-extended', 'B-LT'],
      ['valid', 'B-LT'],
    ])
    expect(signatures[0]?.changes.map((change) => change.kind)).toContain('drawing-added')
  })

  test('leave it PDF/A', () => {
    expect(archiveFaults(paper(kind))).toEqual([])
    expect(paper(kind).toString('latin1')).toContain('pdfaid')
  })

  test('are set in the letters of the paper, and of no other face', () => {
    const named = paper(kind)
      .toString('latin1')
      .matchAll(/\/FontName \/[A-Z]{6}\+(\w+)-/g)
    expect(new Set([...named].map(([, face]) => face))).toEqual(new Set(['Tinos']))
  })

  test('are valid to pdfsig too, which calls the whole document signed', async () => {
    // Poppler is no dependency: without it the tests above are what was proved.
    if (!existsSync('/usr/bin/pdfsig')) {
      process.stderr.write('pdfsig is not installed: its judgement was not asked\n')
      return
    }
    const folder = await mkdtemp(join(tmpdir(), 'tinh-so-seen-'))
    const file = join(folder, 'paper.pdf')
    await writeFile(file, paper(kind))
    const { stdout } = await promisify(execFile)('/usr/bin/pdfsig', ['-nocert', file])
    await rm(folder, { recursive: true })
    expect(stdout.match(/Signature is Valid/g)).toHaveLength(2)
    expect(stdout.slice(stdout.indexOf('Signature #2'))).toContain('- Total document signed')
  })
})

test('the judge of PDF/A finds what a plain PDF lacks', () => {
  const faults = archiveFaults(samplePdf({ kind: 'table' })).join('\n')
  for (const clause of ['6.1.3', '6.6.4', '6.2.3', '6.3.3']) expect(faults).toContain(clause)
})
