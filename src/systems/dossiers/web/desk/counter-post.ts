import { Value } from 'typebox/value'
import type { Context } from '../../../../platform/context.ts'
import { isRefusal, Refusal } from '../../../../platform/errors.ts'
import { acceptUpload } from '../../../../platform/files/accept-upload.ts'
import { normalisePhone } from '../../../../platform/text/index.ts'
import { type Offer, prefillForm, readFormPost } from '../../../procedures/index.ts'
import { attachPaper } from '../../actions/attach-paper.ts'
import { type CounterEntry, registerAtCounter } from '../../actions/submit-dossier.ts'
import { type Counter, counterOffer, getCounter, solverAt } from '../../desk/counter.ts'
import { Applicant } from '../../schema.ts'
import { type Dossier, findDossier, listAttachments } from '../../store.ts'
import { type PostedForm, postedForm } from './posted-form.ts'

type Upload = {
  readonly paperId: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly hash: string
}

/**
 * Enters and receives what a citizen brought. Files are looked at first, so that a wrong one is told before anything is
 * written; the id that the page made lets a second press of the button find the dossier of the first, and bring the files
 * that the first did not get to.
 */
export async function receiveAtCounter(ctx: Context, code: string, posted: FormData): Promise<Dossier> {
  const form = postedForm(posted)
  const id = form.text('ma-phien', 36)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new Refusal(422, 'counter.stale', 'Trang này đã cũ. Hãy mở lại trang tiếp nhận rồi nhập lại.')
  }
  const counter = await getCounter(ctx)
  const offer = await counterOffer(ctx, counter, code)
  const applicant = readApplicant(form)
  const uploads = await readUploads(ctx, offer, form)
  const entry = {
    id,
    procedureCode: code,
    applicant,
    data: readAnswers(offer, posted, applicant),
    ...(await placeOf(ctx, counter, { offer, form })),
    channel: form.text('kenh-nop', 10) === 'post' ? ('post' as const) : ('direct' as const),
    resultMethod: readMethod(form),
    caseName: form.text('truong-hop', 120) || undefined,
  }
  const dossier = await enterOnce(ctx, entry)
  await attachRest(ctx, id, uploads)
  return dossier
}

/** Whichever of two presses of the button comes second, even at the same moment, gets the dossier of the first. */
async function enterOnce(ctx: Context, entry: CounterEntry & { id: string }): Promise<Dossier> {
  const before = await findDossier(ctx.db, entry.id)
  if (before) return before
  try {
    return await registerAtCounter(ctx, entry)
  } catch (error) {
    const entered = await findDossier(ctx.db, entry.id)
    if (!entered) throw error
    return entered
  }
}

async function attachRest(ctx: Context, id: string, uploads: readonly Upload[]): Promise<void> {
  const held = await listAttachments(ctx.db, id)
  for (const { hash, ...upload } of uploads) {
    if (held.some((each) => each.paperId === upload.paperId && each.fileHash === hash)) continue
    await attachPaper(ctx, { id, ...upload })
  }
}

/** What was typed, to be shown again beside the errors. */
export function typedAnswers(offer: Offer, posted: FormData): Record<string, unknown> {
  return readFormPost(offer.form.content, posted)
}

/** The form is about the applicant where it asks for the applicant: those answers are taken from above. */
function readAnswers({ form }: Offer, posted: FormData, applicant: Applicant): Record<string, unknown> {
  const held = {
    fullName: applicant.name,
    identityNumber: applicant.identityNumber ?? null,
    phone: applicant.phone ?? null,
    email: applicant.email ?? null,
    address: applicant.address ?? null,
  }
  return { ...readFormPost(form.content, posted), ...prefillForm(form.content, held).data }
}

function readApplicant(form: PostedForm): Applicant {
  const phone = form.text('nguoi-dien-thoai', 20)
  const identityNumber = form.text('nguoi-so', 20).replace(/[\s.]/g, '')
  const email = form.text('nguoi-thu', 120)
  const address = form.text('nguoi-noi-o', 240)
  const applicant = {
    name: form.required('nguoi-ten', 'Ghi họ, chữ đệm, tên người nộp'),
    ...(identityNumber ? { identityNumber } : {}),
    ...(phone ? { phone: normalisePhone(phone) ?? phone } : {}),
    ...(email ? { email } : {}),
    ...(address ? { address } : {}),
  }
  if (!identityNumber && !phone) {
    throw form.wrong('nguoi-so', 'Ghi số định danh, hoặc ít nhất số điện thoại để báo tin')
  }
  if (identityNumber && !/^\d{9,12}$/.test(identityNumber)) {
    throw form.wrong('nguoi-so', 'Số định danh có 12 chữ số (chứng minh cũ 9 chữ số)')
  }
  if (phone && !normalisePhone(phone))
    throw form.wrong('nguoi-dien-thoai', 'Số điện thoại có 10 chữ số, bắt đầu bằng 0')
  if (email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(email)) {
    throw form.wrong('nguoi-thu', 'Thư điện tử có dạng ten@noi.vn')
  }
  if (!Value.Check(Applicant, applicant)) throw form.wrong('nguoi-ten', 'Xem lại thông tin người nộp')
  return applicant
}

async function placeOf(ctx: Context, counter: Counter, { offer, form }: { offer: Offer; form: PostedForm }) {
  const agencyId = await solverAt(ctx, counter, offer.procedure.content)
  const areaCode = form.text('noi-xa', 10) || (counter.level === 'commune' ? counter.areaCode : undefined)
  return { agencyId, areaCode }
}

function readMethod(form: PostedForm): 'counter' | 'online' | 'post' {
  const method = form.text('cach-tra', 10)
  return method === 'online' || method === 'post' ? method : 'counter'
}

async function readUploads(ctx: Context, { procedure }: Offer, form: PostedForm): Promise<Upload[]> {
  const uploads: Upload[] = []
  for (const paper of procedure.content.papers) {
    for (const file of form.files(`giay-${paper.id}`)) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const { hash } = await acceptUpload(ctx.files, bytes).catch((error: unknown) => {
        if (isRefusal(error)) throw form.wrong(`giay-${paper.id}`, `${file.name}: ${error.message}`)
        throw error
      })
      uploads.push({ paperId: paper.id, name: file.name, bytes, hash })
    }
  }
  return uploads
}
