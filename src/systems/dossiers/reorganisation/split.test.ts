import { expect, test } from 'vitest'
import { openWorld } from '../../../../tests/world.ts'
import type { ReorganisationFile } from '../../administration/index.ts'
import { getProcedureAt } from '../../procedures/index.ts'
import { registerAtCounter } from '../actions/submit-dossier.ts'
import { competenceFor } from '../competence.ts'
import { findDossier } from '../store.ts'
import { takeMarital } from '../testing-marital.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { moveOpenDossiers } from './actions/move-open-dossiers.ts'
import { previewReorganisation } from './preview.ts'
import { sampleEntry } from './testing-rows.ts'

const day = '2025-01-02'
const halves = ['39001', '39002'] as const
const old = '31837'
const certainty = 'assumed' as const

function area(code: string) {
  const kind = { type: 'commune', level: 3, parent: '954' } as const
  return { code, name: code, fullName: `Xã ${code}`, ...kind, validFrom: day, legalAct: 'Nghị quyết thử' }
}

function agency(of: string, kind: 'commune-committee' | 'commune-police' | 'one-stop', suffix: string) {
  const code = `XA-${of}${suffix}`
  const parent = { 'commune-committee': 'BL-954', 'commune-police': 'BL-CAT', 'one-stop': `XA-${of}` }[kind]
  const identifier = kind === 'one-stop' ? { identifier: `000.77.${of.slice(-2)}.H04` } : {}
  return {
    code,
    name: code,
    shortName: code,
    kind,
    parent,
    area: of,
    validFrom: day,
    certainty,
    ...identifier,
  }
}

/** One commune becomes two: the first is named as the one that goes on with what nobody can place more finely. */
const split: ReorganisationFile = {
  id: 'chia-xa',
  name: 'Chia xã Vĩnh Trạch Đông',
  date: day,
  legalActs: [{ act: 'Nghị quyết thử', what: 'Chia một xã thành hai', certainty }],
  notes: [],
  areas: { add: halves.map(area), end: [{ code: old, successor: halves[0], certainty }] },
  agencies: {
    add: halves.flatMap((of) => [
      agency(of, 'commune-committee', ''),
      agency(of, 'commune-police', '-CA'),
      agency(of, 'one-stop', '-MC'),
    ]),
    end: ['', '-CA', '-MC'].map((suffix) => ({
      code: `BL-${old}${suffix}`,
      successor: `XA-${halves[0]}${suffix}`,
      byField: { 'Hộ tịch': `XA-${halves[1]}${suffix}` },
      certainty,
    })),
  },
}

test('a commune is split: its dossiers go where their field says, the rest to the half that is named, new ones by place', async () => {
  await using world = await openWorld({ province: true })
  const receiver = await world.context('vtd-receiver')
  const civil = await takeMarital(receiver)
  const other = await registerAtCounter(receiver, { ...sampleEntry, areaCode: old })
  expect(other.field).not.toBe('Hộ tịch')

  world.at(`${day}T07:30+07:00`)
  expect((await previewReorganisation(world.db, split)).report.problems).toEqual([])
  await beginReorganisation(world.system(), split)
  await moveOpenDossiers(world.system(), { id: split.id })

  const home = { areaCode: halves[0] }
  expect(await findDossier(world.db, civil.id)).toMatchObject({ agencyId: `XA-${halves[1]}`, ...home })
  expect(await findDossier(world.db, other.id)).toMatchObject({ agencyId: `XA-${halves[0]}`, ...home })
  const { content } = await getProcedureAt(world.db, sampleEntry.procedureCode, day)
  for (const areaCode of halves) {
    const competence = await competenceFor(world.db, content, { areaCode, on: day })
    expect(competence).toMatchObject({ agencyId: `XA-${areaCode}`, areaCode })
  }
})
