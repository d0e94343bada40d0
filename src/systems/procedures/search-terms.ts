import { exactKey, searchKey } from '#platform/text/index.ts'
import type { ProcedureFile } from './province-shapes.ts'
import searchWords from './search-words.json' with { type: 'json' }

/** What the search keeps of a procedure: its phrases whole, and the weight of each word and pair of words. */
export type SearchIndex = {
  readonly exactPhrases: string[]
  readonly plainPhrases: string[]
  readonly weights: ReadonlyMap<string, number>
}

/** A word of the name or of an everyday phrase says more about a procedure than one of its field or result. */
const NAME = 1
const FULL_NAME = 0.7
const AROUND = 0.3

/**
 * The terms by which a procedure is found: words without marks, and pairs of neighbours ("khai sinh"), because a
 * Vietnamese word is mostly two syllables and a syllable alone says little.
 */
export function searchIndexOf(
  procedure: Pick<ProcedureFile, 'code' | 'name' | 'shortName' | 'keywords' | 'field' | 'results'>,
): SearchIndex {
  const phrases = [procedure.shortName, ...procedure.keywords]
  const weights = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const term of termsOf(text)) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  }
  for (const result of procedure.results) add(result.name, AROUND)
  add(procedure.field, AROUND)
  add(procedure.name, FULL_NAME)
  for (const phrase of phrases) add(phrase, NAME)
  weights.set(procedure.code, NAME)
  const asked = phrases.flatMap((phrase) => [phrase, subjectOf(phrase)])
  return {
    exactPhrases: unique(asked.map(exactKey)),
    plainPhrases: unique(asked.map((phrase) => wordsOf(phrase).join(' '))),
    weights,
  }
}

/** A name without the act that so many begin with: who asks for "kết hôn" means "Đăng ký kết hôn". */
function subjectOf(phrase: string): string {
  return phrase.replace(/^(đăng ký|cấp|làm|xin)( giấy| việc)?\s+/i, '')
}

/**
 * The words of a text without marks and without punctuation, in order. A last "y" after a consonant is an "i": "đăng kí" and
 * "đăng ký", "lí lịch" and "lý lịch" are both written.
 */
export function wordsOf(text: string): string[] {
  const words = searchKey(text).match(/[\p{L}\p{M}\d]+/gu) ?? []
  return words.map((word) => word.replace(/^([bcdghklmnpqrstvx]+|qu)y$/, '$1i'))
}

/** Words and pairs of neighbouring words; each once. */
export function termsOf(text: string): string[] {
  const words = wordsOf(text)
  return unique([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)])
}

/**
 * Words and pairs that carry a question, not its subject; words that also mean something here ("can", "bao", "the") are not
 * among them. A common word needs no place here: it is worth little by itself.
 */
const fillers = new Set(searchWords.words)
const fillerPhrases = new RegExp(`\\b(${searchWords.phrases.join('|')})\\b`, 'g')

const MAX_WORDS = 12
const MAX_WORD_LENGTH = 40

/**
 * The terms of a question. A code in it (1.001193, also inside 1.001193.000.00.00.H04) is the whole question.
 */
export function askedTerms(query: string): string[] {
  const code = /\b\d\.\d{6}\b/.exec(query)
  if (code) return [code[0]]
  return termsOf(subjectWords(query).join(' '))
}

/** The words of a question without its fillers, unless nothing else is left. */
export function subjectWords(query: string): string[] {
  const words = wordsOf(query.slice(0, 400)).map((word) => word.slice(0, MAX_WORD_LENGTH))
  const subject = wordsOf(words.join(' ').replaceAll(fillerPhrases, '')).filter((word) => !fillers.has(word))
  return (subject.length > 0 ? subject : words).slice(0, MAX_WORDS)
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
