import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type EnglishRefusal, refusalsInEnglish } from './refusals.ts'

/** Thrown by a page, from its messages, in the language of its reader. */
const byPages = ['file.missing', 'form.invalid', 'reorganisation.no_file', 'reorganisation.unconfirmed']

/** Shown by commands alone. */
const byCommands = [
  'history.impossible',
  'import.row',
  'import.unreadable',
  'simulation.agency_ended',
  'simulation.done',
]

/** Where the code is not written in the call itself, and which it can be. */
const counted: Readonly<Record<string, readonly string[]>> = {
  'src/systems/dossiers/papers/actions/confirm-paper.ts': [
    'paper.being_digitised',
    'paper.not_digitised',
    'paper.not_scanned',
  ],
  'src/systems/dossiers/results/rules.ts': ['result.replaced', 'result.revoked'],
  'src/systems/signing/key-source.ts': ['key.no-key', 'key.passphrase', 'key.unreadable'],
  // What Fastify refuses itself, told to pages as a problem.
  'src/platform/http/pages.ts': ['request.too_large', 'request.too_many'],
}

const CALL = /(?:new Refusal\(\s*[\w.]+,|(?<!function )notFound\()\s*(?:'([a-z-]+\.[a-z_-]+)'|([^\s,]+))/g

type Thrown = { readonly file: string; readonly code: string | undefined }

function thrownIn(file: string): Thrown[] {
  return [...readFileSync(file, 'utf8').matchAll(CALL)].map(([, code]) => ({ file, code }))
}

const files = globSync('src/**/*.{ts,tsx}').filter(
  (file) => !/\.test\.|\/testing|^src\/(sandbox|platform\/errors)/.test(file),
)
const thrown = files.flatMap(thrownIn)
const codes = new Set([...thrown.flatMap(({ code }) => code ?? []), ...Object.values(counted).flat()])

describe('the English sentences of refusals', () => {
  test('are there for every code that is thrown and may reach a page', () => {
    expect(codes.size).toBeGreaterThan(150)
    const told = new Set([...Object.keys(refusalsInEnglish), ...byPages, ...byCommands])
    expect([...codes].filter((code) => !told.has(code)).sort()).toEqual([])
  })

  test('are there for no code that nobody throws', () => {
    const named = [...Object.keys(refusalsInEnglish), ...byPages, ...byCommands]
    expect(named.filter((code) => !codes.has(code))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  })

  test('miss no code that is put together somewhere else', () => {
    const hidden = thrown.filter(({ code, file }) => code === undefined && counted[file] === undefined)
    expect(hidden).toEqual([])
  })

  test('are sentences, and English', () => {
    const sentences = Object.entries<EnglishRefusal>(refusalsInEnglish).map(([code, refusal]) => [
      code,
      typeof refusal === 'string' ? refusal : refusal.say,
    ])
    for (const [code, sentence = ''] of sentences) {
      expect([code, /^[A-Z].*\.$/s.test(sentence)]).toEqual([code, true])
      expect([code, sentence.replaceAll(/“[^”]+”/g, '').match(/[À-ỹ]/)]).toEqual([code, null])
    }
  })
})
