import { describe, expect, test } from 'vitest'
import { htmlOf } from '#web/testing/render.tsx'
import { notificationMessages } from '../messages.ts'
import { notificationKinds } from '../schema.ts'
import { emailOf, wordsOf } from '../words.ts'
import { InboxView, MarkAll } from './InboxView.tsx'
import { MessageStatus } from './MessageStatus.tsx'
import { blocksOf, Paragraphs } from './Paragraphs.tsx'

const facts = {
  code: '000.19.21.H04-241120-0001',
  procedureName: 'Đăng ký khai sinh',
  applicantName: 'Nguyễn Thị Lan',
  agencyName: 'UBND phường 3',
  promisedAt: '2024-11-20T10:00:00.000Z',
  answerDueAt: '2024-12-11T10:00:00.000Z',
  reason: 'Bản chụp mờ',
  items: ['Giấy chứng sinh'],
  amount: 1200000,
}

describe('the words of a notification', () => {
  test('are whole in both languages for every kind, also when nothing is promised', () => {
    for (const kind of notificationKinds) {
      for (const locale of ['vi', 'en'] as const) {
        for (const promisedAt of [facts.promisedAt, null]) {
          const { title, body } = wordsOf(kind, { ...facts, promisedAt }, locale)
          expect(`${title} ${body}`).not.toMatch(/undefined|null|NaN|Invalid/)
          expect(`${title} ${body}`).toContain(
            kind === 'received' && promisedAt ? facts.code : 'Đăng ký khai sinh',
          )
        }
      }
    }
    expect(Object.keys(notificationMessages.vi).sort()).toEqual([...notificationKinds].sort())
  })

  test('make an e-mail with one line of subject, whatever a name holds', () => {
    const words = { title: 'Đã nộp\r\nBcc: x@y.z', body: 'Một' }
    const hotline = {
      number: '0290 1022',
      free: false,
      days: 'every-day',
      hours: '07:00-21:00',
      certainty: 'high',
    } as const
    const { subject, body } = emailOf(words, { name: 'Lan', url: 'https://x.vn/ho-so/1', hotline })
    expect(subject).toBe('Đã nộp Bcc: x@y.z')
    expect(body).toContain('https://x.vn/ho-so/1')
    expect(body).toContain('gọi tổng đài 0290 1022.')
  })

  test('are paragraphs and lists', () => {
    expect(blocksOf('Còn thiếu:\n- một\n- hai\n\nLý do')).toEqual([
      { list: false, lines: ['Còn thiếu:'] },
      { list: true, lines: ['một', 'hai'] },
      { list: false, lines: ['Lý do'] },
    ])
    expect(htmlOf(<Paragraphs text={'<b>x</b>'} />)).toContain('&lt;b&gt;x')
  })
})

const inbox = { items: [], next: null, first: true, unread: 0, officer: false }
const item = {
  id: '0b8f0e3e-0000-4000-8000-000000000001',
  kind: 'supplement-requested' as const,
  title: 'Cần bổ sung',
  body: 'Còn thiếu:\n- Giấy chứng sinh',
  link: '/ho-so/x/bo-sung',
  createdAt: '2024-11-20T01:00:00.000Z',
  readAt: null,
  at: '08:00 ngày 20/11/2024',
}

describe('the page of notifications', () => {
  test('says when and how there will be some', () => {
    expect(htmlOf(<InboxView inbox={inbox} path="/thong-bao" />)).toContain('Khi bạn nộp hồ sơ')
  })

  test('opens and marks with plain forms', () => {
    const html = htmlOf(<InboxView inbox={{ ...inbox, items: [item], next: 'a_b' }} path="/thong-bao" />)
    expect(html).toContain(`value="${item.id}" name="mo"`)
    expect(html).toContain(`value="${item.id}" name="doc"`)
    expect(html).toContain('data-state="paused"')
    expect(html).toContain('/thong-bao?truoc=a_b')
    expect(htmlOf(<MarkAll unread={0} />)).toBe('')
  })

  test('shows how an e-mail stands', () => {
    const waiting = { state: 'queued' as const, channel: 'email' as const, attempts: 3 }
    expect(htmlOf(<MessageStatus message={waiting} />)).toContain('Đang chờ gửi, 3 lần thử')
    const kept = { state: 'sent' as const, channel: 'outbox' as const, attempts: 1 }
    expect(htmlOf(<MessageStatus message={kept} />)).toContain('Giữ trong thư đi')
  })
})
