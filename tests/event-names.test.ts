import { expect, test } from 'vitest'
import { eventNameMessages } from '../src/systems/administration/web/messages/event-names.ts'

const modules = import.meta.glob<Record<string, unknown>>('../src/systems/*/events.ts', { eager: true })

/** The names of every event that a system declares. */
function declaredNames(): string[] {
  return Object.values(modules).flatMap((module) =>
    Object.values(module).flatMap((value) =>
      typeof value === 'object' && value !== null && 'names' in value ? (value.names as string[]) : [],
    ),
  )
}

test('the log viewer has words for every event that a system declares', () => {
  const names = declaredNames()
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name) => !Object.hasOwn(eventNameMessages.vi, name))).toEqual([])
})
