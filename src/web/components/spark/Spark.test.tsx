import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { curveOf } from './curve.ts'
import { Spark } from './Spark.tsx'

test('runs from the oldest at the left to the newest at the right, the lowest at the bottom', () => {
  expect(curveOf([10, 20]).points).toEqual([
    [0, 48],
    [130, 4],
  ])
})

test('makes room for the goal', () => {
  const curve = curveOf([94, 96], 98)
  expect(curve.goal).toBe(4)
  expect(curve.points.at(-1)).toEqual([130, 26])
})

test('draws a flat curve through the middle and nothing of nothing', () => {
  expect(curveOf([5, 5, 5]).points.map(([, y]) => y)).toEqual([26, 26, 26])
  expect(htmlOf(<Spark values={[]} />)).toBe('')
  expect(htmlOf(<Spark values={[null, 3]} />)).toBe('')
})

test('passes over a day without a value, which keeps its place', () => {
  expect(curveOf([1, null, 2]).points).toEqual([
    [0, 48],
    [130, 4],
  ])
})
