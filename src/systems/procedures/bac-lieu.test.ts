import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { limitHours, planSteps } from './process-plan.ts'
import { type ProcedureFiles, readProcedureFiles } from './province-files.ts'

const bacLieu = resolve('provinces/bac-lieu')

async function agencyCodes(): Promise<Set<string>> {
  const rows = (await readFile(join(bacLieu, 'agencies.csv'), 'utf8')).split('\n').slice(1)
  return new Set(rows.map((row) => row.split(',')[0] ?? ''))
}

describe('the procedures of Bạc Liêu', () => {
  let read: ProcedureFiles
  beforeAll(async () => {
    read = await readProcedureFiles(bacLieu, await agencyCodes())
  })

  const find = (code: string) => read.procedures.find((procedure) => procedure.code === code)

  it('are at least 200, each with a name, a solving agency, a process and a form', () => {
    expect(read.procedures.length).toBeGreaterThanOrEqual(200)
    expect(new Set(read.procedures.map((procedure) => procedure.code)).size).toBe(read.procedures.length)
  })

  it('share their whole limit among the steps, with time for each counted step', () => {
    for (const procedure of read.procedures)
      for (const limit of procedure.limits) {
        const process = read.processes.find(({ id }) => id === procedure.process)
        const steps = process === undefined ? [] : planSteps(process, limit)
        const hours = limitHours(limit)
        if (hours === null) continue
        expect(steps.every((step) => step.minutes === null || step.minutes > 0)).toBe(true)
        expect(steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0)).toBe(hours * 60)
      }
  })

  it.each([
    ['1.001193', 'birth-registration'],
    ['1.000656', 'death-registration'],
    ['1.000894', 'marriage-registration'],
    ['1.004873', 'marital-status'],
    ['2.000635', 'civil-status-extract'],
    ['2.000815', 'copy-certification'],
    ['1.001612', 'household-business'],
    ['3.000347', 'driving-licence-exchange'],
    ['1.002809', 'driving-licence-exchange'],
    ['1.013225', 'house-building-permit'],
    ['1.012783', 'land-certificate-exchange'],
    ['1.001776', 'social-allowance'],
    ['1.004222', 'permanent-residence'],
  ])('%s has a form of its own: %s', (code, form) => {
    expect(find(code)?.form).toBe(form)
    expect(read.forms.map(({ id }) => id)).toContain(form)
  })

  it('have 12 forms of their own, the general one and five of bundles', () => {
    expect(read.forms).toHaveLength(18)
    expect(read.forms.map((form) => form.id)).toContain('general')
  })

  it('hand driving licences and criminal records from the departments to the police on 1 March 2025', () => {
    expect(find('1.002809')).toMatchObject({ validTo: '2025-02-28', agencyByLevel: { province: 'BL-SGTVT' } })
    expect(find('3.000347')).toMatchObject({ validFrom: '2025-03-01', agencyByLevel: { province: 'BL-CAT' } })
    expect(find('2.000488')).toMatchObject({ validTo: '2025-02-28', agencyByLevel: { province: 'BL-STP' } })
    expect(find('3.000333')).toMatchObject({ validFrom: '2025-03-01', agencyByLevel: { province: 'BL-CAT' } })
  })

  it('answer a birth registration on the day, when received before 15:00, free of charge', () => {
    expect(find('1.001193')).toMatchObject({
      limits: [{ unit: 'same-day', cutOff: '15:00' }],
      fees: [],
      levels: ['commune'],
      results: [{ code: 'KQ.G15.000031', name: 'Giấy khai sinh' }],
    })
  })

  it('lead to from 12 events of life, the most used first', () => {
    expect(read.lifeEvents).toHaveLength(12)
    for (const event of read.lifeEvents) {
      const weights = event.procedures.map((code) => find(code)?.popularity ?? 0)
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
    }
  })

  it('describe papers in short words of our own', () => {
    for (const { papers } of read.procedures)
      for (const paper of papers) expect(paper.name).not.toMatch(/…|ban hành kèm theo/)
  })

  it('have forms that a JSON Schema validator takes, and that refuse an empty and an unknown answer', () => {
    for (const form of read.forms) {
      const validate = new Ajv2020({ strict: true }).compile(form.schema)
      expect(validate({})).toBe(false)
      expect(validate({ colour: 'red' })).toBe(false)
    }
  })

  it('accept the answers of a father who registers his child', () => {
    const form = read.forms.find(({ id }) => id === 'birth-registration')
    const validate = new Ajv2020({ strict: true }).compile(form?.schema ?? {})
    const answers = {
      childName: 'Thạch Minh Khôi',
      childBirthDate: '2024-11-12',
      childSex: 'male',
      childEthnicity: 'khmer',
      childNationality: 'vietnamese',
      birthPlaceKind: 'health-facility',
      birthPlace: 'Bệnh viện Đa khoa tỉnh Bạc Liêu',
      childHometown: 'Vĩnh Trạch Đông, Bạc Liêu',
      motherIs: 'other',
      motherName: 'Trần Thị Hồng',
      motherBirthDate: '1996',
      motherEthnicity: 'kinh',
      motherNationality: 'vietnamese',
      motherResidence: 'Ấp Biển Tây, xã Vĩnh Trạch Đông',
      fatherIs: 'applicant',
      applicantName: 'Thạch Sóc Kha',
      applicantIdentityNumber: '095000000001',
      applicantBirthDate: '1994-03-02',
      applicantSex: 'male',
      applicantEthnicity: 'khmer',
      applicantAddress: 'Ấp Biển Tây, xã Vĩnh Trạch Đông',
      applicantPhone: '0912000001',
      relationship: 'father',
      declaration: true,
    }
    expect(validate(answers), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...answers, declaration: false })).toBe(false)
    expect(validate({ ...answers, childBirthDate: '12/11/2024' })).toBe(false)
  })
})
