import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../tests/world.ts'
import { readReorganisation } from '../systems/administration/index.ts'
import { registerAtCounter } from '../systems/dossiers/actions/submit-dossier.ts'
import { searchDossiers } from '../systems/dossiers/desk/search.ts'
import { getDossierByToken, lookUpDossier } from '../systems/dossiers/queries/public-queries.ts'
import { beginReorganisation } from '../systems/dossiers/reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../systems/dossiers/reorganisation/actions/move-open-dossiers.ts'
import { previewReorganisation } from '../systems/dossiers/reorganisation/preview.ts'
import { faultless, faults, untouched } from '../systems/dossiers/reorganisation/testing-audit.ts'
import { sampleEntry } from '../systems/dossiers/reorganisation/testing-rows.ts'
import { fillAndFold } from './fill-and-fold.ts'
import { readSimulationFacts } from './province-file.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)

const facts = await readSimulationFacts(join(import.meta.dirname, '../../provinces/bac-lieu'))

type Sample = { id: string; code: string; phone: string; token: string }

/** Some open and some closed dossiers of every kind of agency. */
async function samples(world: World): Promise<Sample[]> {
  const { rows } = await world.owner.query<Sample>(`
    select id, code, applicant_phone as phone, public_token as token from (
      select *, row_number() over (partition by left(agency_id, 5), closed_at is null order by id) as n
        from dossiers.dossier) d where n <= 2`)
  return rows
}

test('the last days of the districts, simulated and merged: nothing is lost, all is found, the figures of before stand', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-07-01T07:30+07:00')
  await fillAndFold(world.house, { from: '2025-06-27', to: '2025-06-30', seed: 1, facts })
  const before = await untouched(world.owner, file.date)
  const some = await samples(world)
  const { moves, report } = await previewReorganisation(world.db, file)
  expect(report.dossiers.open).toBeGreaterThan(500)

  await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id, batch: 100 })
  await world.read()

  expect(await untouched(world.owner, file.date)).toEqual(before)
  expect(await faults(world.owner, file)).toEqual(faultless)
  const planned = new Map<string, number>()
  for (const { toDeskAgencyId: desk, dossiers } of moves.moves)
    planned.set(desk, (planned.get(desk) ?? 0) + dossiers)
  const { rows: queues } = await world.owner.query<{ desk: string; dossiers: number }>(
    'select desk_agency_id as desk, count(*)::int as dossiers from dossiers.dossier where closed_at is null group by 1',
  )
  expect(new Map(queues.map(({ desk, dossiers }) => [desk, dossiers]))).toEqual(planned)
  const ctx = world.system()
  for (const { id, code, phone, token } of some) {
    expect((await searchDossiers(world.db, ctx.actor, code)).rows.map((row) => row.id)).toEqual([id])
    expect((await lookUpDossier(ctx, { code, phone })).code).toBe(code)
    expect((await getDossierByToken(ctx, token)).code).toBe(code)
  }
  const next = await registerAtCounter(ctx, { ...sampleEntry, areaCode: '31825' })
  expect(next.code).toMatch(/^H12\.101\.01-250701-0001$/)
})
