import { describe, expect, test } from 'vitest'
import { readQuestion } from './search-question.ts'

describe('a question of the desk', () => {
  test.each([
    ['000.00.23.H04-241118-0009', { kind: 'code', code: '000.00.23.H04-241118-0009' }],
    ['0000023H042411180009', { kind: 'code', code: '000.00.23.H04-241118-0009' }],
    ['000.00.23.h04 241118 0009', { kind: 'code', code: '000.00.23.H04-241118-0009' }],
    ['241118-0009', { kind: 'tail', prefix: '241118-0009' }],
    ['2411180009', { kind: 'tail', prefix: '241118-0009' }],
    ['241118', { kind: 'tail', prefix: '241118' }],
    ['241118-00', { kind: 'tail', prefix: '241118-00' }],
    ['0912 345 678', { kind: 'phone', phone: '0912345678' }],
    ['+84 912345678', { kind: 'phone', phone: '0912345678' }],
    ['095000000014', { kind: 'identity', number: '095000000014' }],
    ['385000014', { kind: 'identity', number: '385000014' }],
    ['Danh Hoàng Út', { kind: 'name', words: ['danh', 'hoang', 'ut'] }],
    ["Danh'; drop table --", { kind: 'name', words: ['danh', 'drop', 'table'] }],
    ['x', { kind: 'none' }],
    ['', { kind: 'none' }],
    ['!!!', { kind: 'none' }],
  ])('%j is %j', (text, question) => expect(readQuestion(text)).toEqual(question))
})
