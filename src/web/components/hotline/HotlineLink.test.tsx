import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { HotlineFacts, HotlineLink } from './HotlineLink.tsx'

const another = {
  number: '0290 1022',
  free: false,
  days: 'working-days',
  hours: '07:30-11:30,13:00-17:00',
} as const

test('calls the number of the province', () => {
  expect(htmlOf(<HotlineLink />, { hotline: another })).toContain('<a href="tel:02901022">Gọi 0290 1022</a>')
  expect(htmlOf(<HotlineLink button />, { locale: 'en' })).toContain('Call 1022')
})

test('says when somebody answers, and of a free call that it is free', () => {
  const text = (html: string) => html.replaceAll(/<[^>]+>/g, '')
  expect(text(htmlOf(<HotlineFacts />))).toBe('Tổng đài 1022, miễn phí, 07:00–21:00 mỗi ngày.')
  expect(text(htmlOf(<HotlineFacts />, { hotline: another, locale: 'en' }))).toBe(
    'Hotline 0290 1022, 07:30–11:30, 13:00–17:00 on working days.',
  )
})

test('a house without a province shows no number', () => {
  expect(htmlOf(<HotlineLink />, { hotline: null })).toBe('')
  expect(htmlOf(<HotlineFacts />, { hotline: null })).toBe('')
})
