import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { describe, expect, test } from 'vitest'
import { faces } from './fonts.ts'
import { withoutHints } from './unhinted-font.ts'

const letters =
  'AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY aăâbcdđeêghiklmnoôơpqrstuưvxy ẤẦẨẪẬắằẳẵặếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ 0123456789 .,;:–“”()/%№ សុខ ថាច់ រិន្ទ'

/** The outlines of every letter where they stand on the page, as Typst draws them. */
function drawnWith(face: Buffer, text: string): string {
  const compiler = NodeCompiler.create({
    workspace: '/nonexistent',
    fontArgs: [{ fontBlobs: [face] }],
  })
  const compiled = compiler.compile({ mainFileContent: `#set page(width: 12cm, height: 12cm)\n${text}` })
  const document = compiled.result
  if (!document) throw new Error('The letters do not compile')
  // Its outlines and places; the names between them are made from the bytes of the face.
  const drawn = compiler.svg(document).match(/ (?:d|x|transform)="[^"]*"/g) ?? []
  return createHash('sha256').update(drawn.join()).digest('hex')
}

const tablesOf = (face: Buffer) =>
  Array.from({ length: face.readUInt16BE(4) }, (_, index) =>
    face.toString('latin1', 12 + index * 16, 16 + index * 16),
  )

describe.each(faces.map((file) => [file.split('/').at(-1) ?? '', readFileSync(file)] as const))(
  '%s without hints',
  (name, face) => {
    const bare = withoutHints(face)

    test('draws every letter as before', () => {
      const family = name.startsWith('Noto')
        ? 'Noto Sans Khmer'
        : name.startsWith('Tinos')
          ? 'Tinos'
          : 'Be Vietnam Pro'
      const text = `#set text(font: "${family}", fallback: false)\n${letters}`
      const before = drawnWith(face, text)
      expect(before).not.toBe(drawnWith(face, text.replace('A', 'B')))
      expect(drawnWith(bare, text)).toBe(before)
    })

    test('has no program left', () => {
      for (const program of ['fpgm', 'prep', 'cvt ']) expect(tablesOf(bare)).not.toContain(program)
      expect(withoutHints(bare).equals(bare)).toBe(true)
    })
  },
)

test('a face with outlines of another kind stays as it is', () => {
  const face = Buffer.alloc(28)
  face.write('OTTO', 0, 'latin1')
  face.writeUInt16BE(1, 4)
  face.write('CFF ', 12, 'latin1')
  expect(withoutHints(face)).toBe(face)
})
