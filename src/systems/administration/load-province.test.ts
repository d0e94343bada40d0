import { describe, expect, test } from 'vitest'
import { addWorkingDays, isWorkingDay } from '#platform/calendar/index.ts'
import { openWorld } from '../../../tests/world.ts'
import { loadProvinceFolder } from '../../house.ts'
import { changeAgency, findHotline, hotlineOf, loadProvince, readAdministrationFiles } from './index.ts'
import { listAgencies, listAreas } from './queries.ts'

const folder = 'provinces/bac-lieu'

describe('loading the province', () => {
  test('brings the 72 areas, the agencies and the calendar, each with its event', async () => {
    await using world = await openWorld()
    await loadProvince(world.system(), await readAdministrationFiles(folder))
    expect(await listAreas(world.db)).toHaveLength(72)
    expect(await listAreas(world.db, { level: 3, parentCode: '961' })).toHaveLength(8)
    expect(await listAgencies(world.db, { kind: 'one-stop', limit: 500 })).toHaveLength(72)
    const names = await world.eventNames()
    expect(names.filter((name) => name === 'area.added')).toHaveLength(72)
    expect(names.at(-1)).toBe('province.loaded')
  })

  test('a second time writes nothing and appends no event', async () => {
    await using world = await openWorld({ province: true })
    // The worlds of the tests leave out the terms of sector laws that the folder may have.
    await loadProvinceFolder(world.house, folder)
    const before = await world.eventNames()
    expect(await loadProvinceFolder(world.house, folder)).toMatchObject({ written: 0 })
    expect(await world.eventNames()).toEqual(before)
  })

  test('a changed row is written with what it was and what it is', async () => {
    await using world = await openWorld({ province: true })
    const files = await readAdministrationFiles(folder)
    const agencies = files.agencies.map((row) =>
      row.code === 'BL-31825' ? { ...row, phone: '0291 3822 001' } : row,
    )
    expect(await loadProvince(world.system(), { ...files, agencies })).toMatchObject({
      agencies: 1,
      areas: 0,
    })
    expect(await world.eventNames('agency:BL-31825')).toEqual(['agency.changed'])
  })

  test('a correction by an administrator stays when the files are loaded again', async () => {
    await using world = await openWorld({ province: true })
    await changeAgency(await world.context('administrator'), 'BL-31825', { phone: '0291 3822 002' })
    await loadProvinceFolder(world.house, folder)
    const [agency] = await listAgencies(world.db, { search: 'ubnd phuong 1 bl-31825' })
    expect(agency?.phone).toBe('0291 3822 002')
  })

  test('another hotline and other hours of the province are known to pages, papers and promises at once', async () => {
    await using world = await openWorld({ province: true })
    const { recall } = world.house.services
    expect(await hotlineOf(recall)).toMatchObject({ number: '1022', hours: '07:00-21:00' })
    const files = await readAdministrationFiles(folder)
    const hotline = { ...files.province.hotline, number: '0290 1022', free: false }
    const province = { ...files.province, hotline, hours: '07:30-11:30,13:30-17:30' }
    expect(await loadProvince(world.system(), { ...files, province })).toEqual({
      province: 1,
      areas: 0,
      agencies: 0,
      calendarDays: 0,
    })
    expect(await hotlineOf(recall)).toEqual(hotline)
    expect(await findHotline(world.db)).toEqual(hotline)
    const [first] = (await world.house.services.calendar()).sessions
    expect(first).toEqual({ from: 7 * 60 + 30, to: 11 * 60 + 30 })
  })

  test('a holiday that left the file is a working day again, and the calendar in use knows it', async () => {
    await using world = await openWorld({ province: true })
    const files = await readAdministrationFiles(folder)
    const before = await world.house.services.calendar()
    expect(isWorkingDay(before, '2024-02-12')).toBe(false)
    const calendar = files.calendar.filter((day) => day.date !== '2024-02-12')
    await loadProvince(world.system(), { ...files, calendar })
    const after = await world.house.services.calendar('BL-31825')
    expect(isWorkingDay(after, '2024-02-12')).toBe(true)
    expect(addWorkingDays(after, '2024-02-07', 1)).toBe('2024-02-12')
    expect(await world.eventNames()).toEqual(['calendar.changed', 'province.loaded'])
  })
})
