// Signed receipts a second on all cores: each set from its own data as PDF/A-2a, then signed as PAdES, seen on the page (B-B, RSA of 2048
// bits, as authorities issue). Beside it, in the same run, its two floors: the typesetting alone and the bare signing of
// a digest. The milliseconds of processor for a slip hold on a busy machine too.
//
//   node bench/slips.ts [slips, 600 by default]
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { qrSvg, type SetPaper, setPaper } from '../src/platform/documents/index.ts'
import { type KeyHolder, openKeyFile, signPdf } from '../src/platform/signatures/index.ts'
import { issueCertificate } from '../src/sandbox/trust/issue.ts'
import { writeKeyFile } from '../src/sandbox/trust/key-file.ts'
import type { SlipHead } from '../src/systems/dossiers/slips/slip-data.ts'
import { documentOf, readSlipTemplates, slipRowAt } from '../src/systems/dossiers/slips/templates.ts'
import { openSignatureDrawer } from '../src/systems/signing/draw-signature.ts'
import { hold } from './bar.ts'

const COUNT = Number(process.argv[2] ?? 600)
const BAR = 200
const at = new Date('2026-11-20T02:00:00Z')
/** Enough in hand that no thread waits for the next. */
const IN_HAND = availableParallelism() * 4

const templates = await readSlipTemplates(join(import.meta.dirname, '../provinces/bac-lieu/templates'))
const row = slipRowAt(templates, 'receipt', at)
const template = documentOf(templates, [row])
const key = await openKey()
const draw = openSignatureDrawer()

await measure(40, setAndSign)
const setting = await measure(COUNT, set)
const signing = await measure(COUNT, async () => {
  await key.sign(Buffer.alloc(200, 1))
})
const whole = await measure(COUNT, setAndSign)

tell('typesetting alone', setting)
tell('bare RSA signatures', signing)
tell('signed slips', whole)
process.stdout.write(`signed slips beside the typesetting alone: ${(whole.rate / setting.rate).toFixed(2)}\n`)
hold(
  `${BAR} a second on 2 cores: at most ${(2000 / BAR).toFixed(0)} ms of processor a slip`,
  whole.processor <= 2000 / BAR,
)
process.exit()

type Measured = { readonly rate: number; readonly processor: number }

/** Runs `work` so many times with some in hand always; processor time is that of all threads of this process. */
async function measure(count: number, work: (index: number) => Promise<unknown>): Promise<Measured> {
  let next = 0
  const cpu = process.cpuUsage()
  const start = performance.now()
  const hand = async () => {
    for (let index = next++; index < count; index = next++) await work(index)
  }
  await Promise.all(Array.from({ length: IN_HAND }, hand))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { rate: count / seconds, processor: (user + system) / 1000 / count }
}

function tell(what: string, { rate, processor }: Measured): void {
  process.stdout.write(
    `${what.padEnd(22)}${rate.toFixed(0).padStart(6)} a second   ${processor.toFixed(2)} ms of processor each\n`,
  )
}

async function set(index: number): Promise<SetPaper> {
  return setPaper(template, { slips: [await slipOf(index)] }, { createdAt: at })
}

async function setAndSign(index: number): Promise<void> {
  const { pdf, places } = await set(index)
  const [place] = places
  if (!place) throw new Error('The slip leaves no room for its signature')
  const now = new Date()
  const name = 'Bộ phận Tiếp nhận và Trả kết quả'
  const seen = await draw(place, { kind: 'agency', name, office: '', issuer: 'Thử nghiệm', at: now })
  const signed = await signPdf(pdf, { key, at: now, signerName: name, seen })
  if (signed.length <= pdf.length) throw new Error('The slip was not signed')
}

async function slipOf(index: number): Promise<SlipHead & Record<string, unknown>> {
  const code = `000.19.21.H04-261120-${String(index).padStart(4, '0')}`
  const checkUrl = `https://dichvucong.example.vn/kiem-tra/${Buffer.from(code).toString('base64url')}`
  return {
    title: `Giấy tiếp nhận hồ sơ và hẹn trả kết quả ${code}`,
    formName: row.name,
    legalAct: row.legalAct,
    number: `${index}/${row.suffix}`,
    code,
    issuer: { parent: 'Ủy ban nhân dân xã Vĩnh Trạch Đông', name: 'Trung tâm Phục vụ hành chính công' },
    reception: 'Trung tâm Phục vụ hành chính công xã Vĩnh Trạch Đông',
    place: 'Vĩnh Trạch Đông',
    date: 'ngày 20 tháng 11 năm 2026',
    agency: 'Ủy ban nhân dân xã Vĩnh Trạch Đông',
    contact: 'tổng đài 1022',
    procedureName: 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh',
    procedureCode: '2.000635',
    applicant: {
      name: `Người nộp thứ ${index}`,
      identityNumber: `0950000${String(index).padStart(5, '0')}`,
      address: 'Ấp Giồng Giữa A, xã Vĩnh Trạch Đông',
      phone: '0900000011',
      email: null,
    },
    authorised: null,
    sets: '01',
    checkUrl,
    qr: await qrSvg(checkUrl),
    simulated: true,
    mark: null,
    papers: ['Tờ khai cấp bản sao trích lục hộ tịch (bản điện tử)', 'Văn bản ủy quyền'],
    limit: 'trong ngày làm việc',
    receivedAt: '09 giờ 00 phút, ngày 20 tháng 11 năm 2026',
    dueAt: '17 giờ 00 phút, ngày 20 tháng 11 năm 2026',
    resultPlace: 'Trung tâm Phục vụ hành chính công xã Vĩnh Trạch Đông',
    register: 'sổ điện tử',
    filedOnline:
      'Nộp trực tuyến lúc 08 giờ 40 phút, ngày 20 tháng 11 năm 2026, bằng tài khoản định danh điện tử',
    officer: 'Thạch Thị Sa Rết',
  }
}

/** A certificate of an authority of this run alone. */
async function openKey(): Promise<KeyHolder> {
  const term = { validFrom: new Date('2026-01-01'), validTo: new Date('2036-01-01') }
  const algorithm = 'rsa-sha256' as const
  const root = await issueCertificate({ kind: 'root', subject: { commonName: 'Bench' }, ...term, algorithm })
  const subject = { commonName: 'Bench, Bộ phận Tiếp nhận và Trả kết quả' }
  const issued = await issueCertificate({ kind: 'signer', subject, ...term, algorithm, issuer: root })
  return openKeyFile(writeKeyFile(issued, [root.certificate], 'bench'), 'bench')
}
