// Draws docs/slips/*.png: each slip and the register of today's act, filled with invented data by the real actions, signed with
// keys of the sandbox, as a printer would show it. Needs `pdftoppm` of poppler on the machine.
//
//   node scripts/generate-slip-pictures.ts [folder for PDFs and pictures of 100 dots an inch, to look at] [yyyy-MM-dd of another act]
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { type House, loadProvinceFolder, openHouse } from '../src/house.ts'
import { localDate, localInstant } from '../src/platform/calendar/index.ts'
import { readConfig } from '../src/platform/config.ts'
import type { Context } from '../src/platform/context.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { runDueJobs } from '../src/platform/jobs/jobs.ts'
import { sampleOfficers, samplePersons } from '../src/sandbox/persons.ts'
import { registerSampleKeys } from '../src/sandbox/trust/sample-keys.ts'
import { openTrustServer } from '../src/sandbox/trust/testing.ts'
import { loadOfficers } from '../src/systems/administration/index.ts'
import {
  type Dossier,
  handOver,
  registerAtCounter,
  saveDraft,
  solveDossier,
  startDraft,
  stopDossier,
  submitDraft,
} from '../src/systems/dossiers/index.ts'
import { prepareSlip } from '../src/systems/dossiers/previews/actions/prepare-slip.ts'
import type { SlipWork } from '../src/systems/dossiers/previews/store.ts'
import { lookAndSign } from '../src/systems/dossiers/previews/testing-look.ts'
import { printRegister } from '../src/systems/dossiers/register/print-register.ts'
import { printSlips } from '../src/systems/dossiers/slips/print-slips.ts'
import { slipSettingOf } from '../src/systems/dossiers/slips/setting.ts'
import { findSlipRow } from '../src/systems/dossiers/slips/templates.ts'
import { maritalEntry } from '../src/systems/dossiers/testing-marital.ts'
import { personOf, sessionCookie, startSession } from '../src/systems/identity/index.ts'

const WIDTH = 560
const MOST_BYTES = 60 * 1024
const DAY_MS = 86_400_000
const day = process.argv[3] ?? localDate(new Date())
const at = localInstant(day, '09:42')
const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const shown = join(root, 'docs', 'slips')
const look = process.argv[2]
const authorised = {
  name: 'Quách Kim Tài',
  identityNumber: '095000000099',
  phone: '0900000099',
  address: 'Khóm 3, phường 1, thành phố Bạc Liêu',
  paper: { kind: 'Giấy ủy quyền', number: '12/UQ', issuedOn: '2026-11-16' },
}

const folder = await mkdtemp(join(tmpdir(), 'tinh-so-slips-'))
const server = await startEmbedded(join(folder, 'postgres'), { durable: false })
const trust = await openTrustServer(() => at)
const config = readConfig({
  LOG_LEVEL: 'error',
  TSA_URL: trust.tsaUrl,
  PUBLIC_URL: 'https://dichvucong.example',
})
const house = openHouse(server.url, { filesFolder: join(folder, 'files'), now: () => at, config })
try {
  await migrate(house.owner)
  await loadProvinceFolder(house, join(root, 'provinces', 'bac-lieu'))
  await loadOfficers(house.contextFor('slips'), sampleOfficers)
  await registerSampleKeys(house.contextFor('slips'), trust.centre)
  await mkdir(look ?? shown, { recursive: true })
  for (const [form, pdf] of await papers(house)) await draw(form, pdf)
} finally {
  await house.close()
  await trust.stop()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** One dossier for each thing that can be said of it; then what was said, as it was signed. */
async function papers(house: House): Promise<[string, Uint8Array][]> {
  const receiver = await contextAs(house, 'vtd-receiver')
  const solved = await solvedBy(house, receiver)
  const asked = await taken(receiver)
  const items = [
    { text: 'Giấy khai sinh: bản chụp mờ, không đọc được số' },
    { text: 'Giấy xác nhận nơi cư trú trước đây' },
  ]
  await looked(house, asked.id, {
    who: 'vtd-specialist',
    form: 'supplement-request',
    items,
    reason: 'Chưa đủ căn cứ xác nhận',
  })
  const of = {
    receipt: await received(house),
    'supplement-request': asked,
    refusal: await refused(house),
    apology: await apologised(house, receiver),
    'stop-notice': await stopped(house, receiver),
    control: solved,
  } as const
  await runDueJobs(house.owner, house.tasks, house.contextFor)
  const setting = await slipSettingOf(config)()
  const made: [string, Uint8Array][] = []
  for (const [form, { id }] of Object.entries(of)) {
    if (!findSlipRow(setting.templates, form as keyof typeof of, at)) continue
    const { pdf, signed } = await printSlips(receiver, setting, { ids: [id], form: form as keyof typeof of })
    if (!signed) throw new Error(`The ${form} was not signed`)
    made.push([form, pdf])
  }
  const period = { agencyId: solved.receptionAgencyId, from: day, to: day }
  return [
    ...made,
    ['register', (await printRegister(receiver, setting, { ...period, number: null, at })).pdf],
  ]
}

async function taken(receiver: Context): Promise<Dossier> {
  const applicant = {
    ...maritalEntry.applicant,
    identityNumber: '095000000077',
    address: 'Ấp Công Điền, xã Vĩnh Trạch Đông, thành phố Bạc Liêu',
  }
  const { id } = await registerAtCounter(receiver, { ...maritalEntry, applicant, authorised })
  return handOver(receiver, { id })
}

/** Who signs with his own key looks at the slip first. */
async function looked(
  house: House,
  id: string,
  { who, ...work }: SlipWork & { readonly who: string },
): Promise<Dossier> {
  const ctx = await contextAs(house, who)
  const previewId = await prepareSlip(ctx, { id, work })
  return lookAndSign(ctx, await slipSettingOf(config)(), { id, previewId })
}

async function solvedBy(house: House, receiver: Context): Promise<Dossier> {
  const { id } = await taken(receiver)
  await handOver(await contextAs(house, 'vtd-specialist'), { id, note: 'Đã đối chiếu sổ hộ tịch' })
  await handOver(await contextAs(house, 'vtd-leader'), { id })
  const result = { resultName: 'Giấy xác nhận tình trạng hôn nhân', resultNumber: '118/XNTTHN' }
  return solveDossier(await contextAs(house, 'vtd-clerk'), { id, ...result })
}

async function online(house: House): Promise<Dossier> {
  const citizen = await contextAs(house, 'thach-rinh')
  const draft = await startDraft(citizen, { procedureCode: '2.000635' })
  const answers = {
    ...{ documentKind: 'birth', subjectIs: 'applicant', registeredAt: 'UBND xã Hưng Hội', copies: 2 },
    ...{ applicantPhone: '0900000011', declaration: true },
  }
  await saveDraft(citizen, {
    id: draft.id,
    data: { ...draft.data, ...answers },
    areaCode: '31837',
    authorised,
  })
  return submitDraft(citizen, { id: draft.id })
}

async function received(house: House): Promise<Dossier> {
  const { id } = await online(house)
  return looked(house, id, { who: 'vtd-receiver', form: 'receipt' })
}

async function refused(house: House): Promise<Dossier> {
  const { id } = await online(house)
  const reason = 'Sổ gốc lưu ở xã Hưng Hội, không thuộc thẩm quyền của xã Vĩnh Trạch Đông'
  return looked(house, id, { who: 'vtd-receiver', form: 'refusal', reason })
}

async function apologised(house: House, receiver: Context): Promise<Dossier> {
  const { id, promisedAt } = await taken(receiver)
  if (!promisedAt) throw new Error('Nothing was promised')
  const newPromisedOn = localDate(new Date(promisedAt.getTime() + 7 * DAY_MS))
  const reason = 'Chờ xã nơi cư trú cũ trả lời xác minh'
  return looked(house, id, { who: 'vtd-leader', form: 'apology', reason, newPromisedOn })
}

async function stopped(house: House, receiver: Context): Promise<Dossier> {
  const { id } = await taken(receiver)
  const ground = {
    groundId: 'applicant-gone',
    reason: 'Người yêu cầu đã mất, không có người kế thừa yêu cầu',
  }
  if (!findSlipRow((await slipSettingOf(config)()).templates, 'stop-notice', at))
    return stopDossier(await contextAs(house, 'vtd-leader'), { id, ...ground })
  return looked(house, id, { who: 'vtd-leader', form: 'stop-notice', ...ground })
}

async function contextAs({ contextOf }: House, key: string): Promise<Context> {
  const person = samplePersons.find((each) => each.key === key)
  if (!person) throw new Error(`The sample person ${key} is gone`)
  const visitor = await contextOf({ id: randomUUID(), cookies: {} })
  const signedIn = personOf(config.oidc.issuer, { sub: person.key, ...person.claims })
  const { token } = await startSession(visitor, { person: signedIn })
  return contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
}

/** The first page: the whole of every slip but a long one. */
async function draw(form: string, pdf: Uint8Array): Promise<void> {
  const file = join(folder, `${form}.pdf`)
  await writeFile(file, pdf)
  if (look) {
    await writeFile(join(look, `${form}.pdf`), pdf)
    await run('pdftoppm', ['-r', '100', '-png', file, join(look, form)])
    return
  }
  await run('pdftoppm', ['-r', '200', '-png', '-singlefile', file, join(folder, form)])
  const page = sharp(join(folder, `${form}.png`)).resize({ width: WIDTH })
  const picture = await page.png({ palette: true, colours: 10, dither: 0, compressionLevel: 9 }).toBuffer()
  if (picture.length > MOST_BYTES) throw new Error(`The picture of ${form} has ${picture.length} bytes`)
  await writeFile(join(shown, `${form}.png`), picture)
  process.stdout.write(`${form.padEnd(20)} ${(picture.length / 1024).toFixed(0)} KB\n`)
}
