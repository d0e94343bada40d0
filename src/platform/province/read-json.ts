import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import type { Static, TSchema } from 'typebox'
import { checkValue, pointerKeys } from './check-value.ts'
import type { FileProblem } from './problems.ts'
import { readProvinceText } from './read-text.ts'

/** A JSON file read against its shape. `lineOf` finds the line of a value, or of its nearest parent, from its path. */
export type JsonRead<T> = {
  file: string
  value: T | undefined
  problems: FileProblem[]
  lineOf: (path: readonly (string | number)[]) => number
}

/**
 * Reads a strict JSON file (no comments, no trailing comma, no key twice) against a shape. `value` is there only when
 * nothing is wrong; otherwise each problem names its line.
 */
export async function readJson<T extends TSchema>(
  path: string,
  schema: T,
  file: string = basename(path),
): Promise<JsonRead<Static<T>>> {
  const { text, problems } = await readProvinceText(path, file)
  if (text === undefined) return { file, value: undefined, problems, lineOf: () => 1 }
  const read = readJsonText(text, schema, file)
  const all = [...problems, ...read.problems]
  return { ...read, value: all.length === 0 ? read.value : undefined, problems: all }
}

/** The same for a JSON text that an administrator has edited in the application. */
export function readJsonText<T extends TSchema>(text: string, schema: T, file: string): JsonRead<Static<T>> {
  const problems: FileProblem[] = []
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const lineAt = lineCounter(text)
  for (const error of errors)
    problems.push({
      file,
      line: lineAt(error.offset),
      reason: `JSON sai: ${printParseErrorCode(error.error)}`,
    })
  if (root === undefined || errors.length > 0) return { file, value: undefined, problems, lineOf: () => 1 }
  for (const twice of repeatedKeys(root))
    problems.push({ file, line: lineAt(twice.offset), reason: `Trường "${twice.key}" viết hai lần` })
  const lineOf = (at: readonly (string | number)[]) => lineAt(nearestNode(root, at).offset)
  const value: unknown = getNodeValue(root)
  for (const problem of checkValue(schema, value))
    problems.push({ file, line: lineOf(pointerKeys(problem.pointer)), reason: problem.reason })
  // No difference from the shape was found: that is what makes the value one.
  return { file, value: problems.length === 0 ? (value as Static<T>) : undefined, problems, lineOf }
}

/** Reads every `.json` file of a folder against one shape, by name order; each file keeps its own problems. */
export async function readJsonFolder<T extends TSchema>(
  folder: string,
  schema: T,
  label: string = basename(folder),
): Promise<JsonRead<Static<T>>[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(names.map((name) => readJson(join(folder, name), schema, `${label}/${name}`)))
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const next = starts.findIndex((start) => start > offset)
    return next < 0 ? starts.length : next
  }
}

function nearestNode(root: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, indexed(root, path.slice(0, length)))
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node
  }
  return root
}

/** A pointer writes array positions as text; the tree wants numbers there. */
function indexed(root: Node, path: readonly (string | number)[]): (string | number)[] {
  const result: (string | number)[] = []
  for (const key of path) {
    const parent = result.length === 0 ? root : findNodeAtLocation(root, result)
    result.push(parent?.type === 'array' ? Number(key) : key)
  }
  return result
}

function repeatedKeys(node: Node): { key: string; offset: number }[] {
  const found: { key: string; offset: number }[] = []
  const seen = new Set<string>()
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined
    if (key !== undefined) {
      if (seen.has(key.value)) found.push({ key: key.value, offset: key.offset })
      seen.add(key.value)
    }
    found.push(...repeatedKeys(child))
  }
  return found
}
