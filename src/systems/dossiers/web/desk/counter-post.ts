import { Value } from 'typebox/value'
import type { Context } from '#platform/context.ts'
import { isRefusal, Refusal } from '#platform/errors.ts'
import { normalisePhone } from '#platform/text/index.ts'
import { type Offer, prefillForm, readFormPost } from '../../../procedures/index.ts'
import { attachMissing, type CheckedPaper } from '../../actions/attach-paper.ts'
import { type CounterEntry, registerAtCounter } from '../../actions/submit-dossier.ts'
import { type Counter, counterOffer, getCounter, placeAt } from '../../desk/counter.ts'
import type { Reuse } from '../../papers/actions/reuse-paper.ts'
import { Applicant, type Authorised, isIdentityNumber } from '../../schema.ts'
import { type Dossier, findDossier } from '../../store.ts'
import { postedAuthorised } from '../posted-authorised.ts'
import { type PostedForm, postedForm } from './posted-form.ts'
import { readPapers } from './posted-papers.ts'
import { lookSlugs, workSlugs } from './work-slugs.ts'

/**
 * Enters and receives, or refuses, what a citizen brought, with the papers, so that the receipt lists them. Files are looked at first:
 * a wrong one is told before anything is written. The id that the page made lets a second press of the button find the
 * dossier of the first, and bring files that the first did not have.
 */
export async function enterAtCounter(ctx: Context, code: string, posted: FormData): Promise<Dossier> {
  const form = postedForm(posted)
  const id = form.text('ma-phien', 36)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new Refusal(422, 'counter.stale', 'Trang này đã cũ. Hãy mở lại trang tiếp nhận rồi nhập lại.')
  }
  const counter = await getCounter(ctx)
  const offer = await counterOffer(ctx, counter, code)
  const applicant = readApplicant(form)
  const authorised = authorisedOf(posted)
  const uploads = await readUploads(ctx, offer, form)
  const work = form.text('viec', 20)
  const refusal = readRefusal(form)
  const entry = {
    id,
    procedureCode: code,
    applicant,
    authorised,
    data: readAnswers(offer, posted, applicant),
    ...(await placeOf(ctx, counter, { offer, form })),
    channel: form.text('kenh-nop', 10) === 'post' ? ('post' as const) : ('direct' as const),
    resultMethod: readMethod(form),
    caseName: form.text('truong-hop', 120) || undefined,
    papers: uploads,
    reuses: readReuses(offer, form),
    toLook: work === lookSlugs.receive || work === lookSlugs.refuse,
    refusal: work === workSlugs.refuse ? refusal : undefined,
  }
  const dossier = await enterOnce(ctx, entry).catch((error: unknown) => {
    if (!isRefusal(error) || !error.code.startsWith('item.')) throw error
    throw form.wrong(
      'nguoi-so',
      `${error.message} Hoặc bỏ chọn giấy tờ trong kho, hoặc sửa số định danh.`,
      error.code,
    )
  })
  if (dossier.state !== 'refused') await attachMissing(ctx, id, uploads)
  return dossier
}

/** Why it is not taken in, where one of the buttons that refuse was pressed: form 03 gives the reason to the citizen. */
export function readRefusal(form: PostedForm): string | undefined {
  const work = form.text('viec', 20)
  return work === workSlugs.refuse || work === lookSlugs.refuse ? form.reason('ly-do-tu-choi') : undefined
}

/** The boxes that were ticked of what the citizen's store has. */
function readReuses({ procedure }: Offer, form: PostedForm): Reuse[] {
  return procedure.content.papers.flatMap(({ id: paperId }) =>
    form.all(`kho-${paperId}`).map((itemId) => ({ paperId, itemId })),
  )
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
  if (identityNumber && !isIdentityNumber(identityNumber)) {
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

/** Who came in the applicant's place, if anybody. */
function authorisedOf(posted: FormData): Authorised | undefined {
  const { authorised, errors } = postedAuthorised(posted)
  if (authorised !== undefined) return authorised ?? undefined
  throw new Refusal(
    422,
    'form.incomplete',
    'Thông tin người được ủy quyền còn thiếu. Hãy ghi đủ các mục được nêu, hoặc để trống cả phần này.',
    errors,
  )
}

async function placeOf(ctx: Context, counter: Counter, { offer, form }: { offer: Offer; form: PostedForm }) {
  const procedure = offer.procedure.content
  const level = procedure.levels.find((each) => each === form.text('cap', 10))
  const place = { areaCode: form.text('noi-xa', 10) || undefined, level }
  return placeAt(ctx, { counter, procedure }, place).catch((error: unknown) => {
    const wrong = isRefusal(error) ? error.fields['areaCode'] : undefined
    throw wrong === undefined ? error : form.wrong('noi-xa', wrong, isRefusal(error) ? error.code : undefined)
  })
}

function readMethod(form: PostedForm): 'counter' | 'online' | 'post' {
  const method = form.text('cach-tra', 10)
  return method === 'online' || method === 'post' ? method : 'counter'
}

async function readUploads(ctx: Context, { procedure }: Offer, form: PostedForm): Promise<CheckedPaper[]> {
  const uploads: CheckedPaper[] = []
  for (const { id: paperId } of procedure.content.papers)
    uploads.push(...(await readPapers(ctx, form, { field: `giay-${paperId}`, paperId })))
  return uploads
}
