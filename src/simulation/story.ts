import {
  addWorkingMinutes,
  localDate,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#platform/calendar/index.ts'
import type { Books, Moment, PastDossier } from '../systems/dossiers/index.ts'
import { answersFor } from './answers.ts'
import type { Course } from './course.ts'
import { assignable, type SimulatedOfficer, type Staff } from './officers.ts'
import type { Person, Population } from './people.ts'
import type { PlannedDossier } from './plan.ts'
import { exponential, pick, type Random, seeded, whole } from './random.ts'
import {
  complaints,
  legalGrounds,
  ratingWords,
  refusals,
  stops,
  supplementReasons,
  withdrawals,
} from './words.ts'

export type Teller = (planned: PlannedDossier, id: string) => PastDossier

type Told = {
  readonly planned: PlannedDossier
  readonly random: Random
  readonly person: Person
  readonly calendar: WorkingCalendar
  readonly steps: readonly { readonly role: string; readonly kind: string; readonly minutes: number | null }[]
  readonly officer: (role: string) => SimulatedOfficer
}

type World = {
  readonly books: Books
  readonly population: Population
  readonly staff: Staff
  readonly end: Date
}

/** Writes out the stories of a plan: who did what when, up to the end of the period. */
export function teller({ books, population, staff, end }: World): Teller {
  const resultNumbers = new Map<string, number>()
  function numberOf(agencyId: string, at: Date): string {
    const key = `${agencyId} ${localDate(at).slice(0, 4)}`
    const number = (resultNumbers.get(key) ?? 0) + 1
    resultNumbers.set(key, number)
    return `${number}/${localDate(at).slice(0, 4)}/KQ`
  }
  return (planned, id) => {
    const random = seeded(id)
    const person = population.person(planned.areaCode, planned.personIndex)
    const offer = books.offerOn(planned.procedure.code, localDate(planned.submittedAt))
    const competence = books.competenceOf(planned.agencyId, planned.areaCode, localDate(planned.submittedAt))
    const officer = (role: string) =>
      staff(
        random,
        role === 'receiver' || role === 'returner' ? competence.receptionAgencyId : planned.agencyId,
        role,
      )
    const calendar = books.calendarOf(planned.agencyId)
    const told = { planned, random, person, calendar, steps: books.planOf(offer).steps, officer }
    const resultMethod = resultMethodOf(random, planned)
    const moments = [...reception(told), ...work(told, numberOf), ...hand(told, resultMethod)]
    return {
      id,
      procedureCode: planned.procedure.code,
      agencyId: planned.agencyId,
      areaCode: planned.areaCode,
      channel: planned.channel,
      applicant: {
        name: person.name,
        identityNumber: person.identityNumber,
        phone: person.phone,
        address: person.address,
      },
      data: answersFor(offer.form.content, person, planned.procedure.content.shortName),
      resultMethod,
      submittedAt: planned.submittedAt,
      submittedBy: planned.channel === 'online' ? citizen(person) : receiverOf(moments, told),
      moments: moments.filter((moment) => moment.at < end),
    }
  }
}

function citizen({ id, name }: Person) {
  return { kind: 'citizen', id, name } as const
}

/** At a counter the officer who enters the dossier takes it in with the same hand. */
function receiverOf(moments: readonly Moment[], told: Told) {
  return moments[0]?.by ?? told.officer('receiver')
}

function resultMethodOf(random: Random, { channel }: PlannedDossier): PastDossier['resultMethod'] {
  const drawn = random()
  if (channel === 'post') return 'post'
  if (channel === 'online') return drawn < 0.55 ? 'online' : drawn < 0.92 ? 'counter' : 'post'
  return drawn < 0.93 ? 'counter' : 'post'
}

function reception({ planned, random, person, officer }: Told): Moment[] {
  const { askedFirst, refusedAt, course, procedure } = planned
  const receiver = officer('receiver')
  if (refusedAt) return [{ kind: 'refused', at: refusedAt, by: receiver, reason: pick(random, refusals) }]
  const moments: Moment[] = []
  if (askedFirst) {
    moments.push({
      kind: 'supplement-requested',
      at: askedFirst.from,
      by: receiver,
      items: [{ text: missingPaper(random, procedure.content.papers) }],
      reason: pick(random, supplementReasons),
    })
    if (askedFirst.to) {
      moments.push({
        kind: 'supplemented',
        at: askedFirst.to,
        by: citizen(person),
        answer: 'Đã bổ sung giấy tờ còn thiếu.',
      })
    }
  }
  if (course) moments.push({ kind: 'received', at: course.receivedAt, by: receiver })
  return moments
}

function missingPaper(random: Random, papers: readonly { readonly name: string }[]): string {
  return papers.length === 0 ? 'Tờ khai điền đủ các mục' : `Bổ sung: ${pick(random, papers).name}`
}

/** From the one-stop desk through the steps; each waits for the citizen where the course says so. */
function work(told: Told, numberOf: (agencyId: string, at: Date) => string): Moment[] {
  const { planned, calendar, steps, random, officer } = told
  const { course } = planned
  if (!course) return []
  const last = steps.length - 2
  const handed = (at: Date, from: number): Moment => ({
    kind: 'handed-over',
    at,
    by: officer(steps[from]?.role ?? 'receiver'),
    to: assignable(officer(steps[from + 1]?.role ?? 'specialist')),
  })
  const firstAt = firstHandOver(course, calendar, random)
  const moments: Moment[] = [handed(firstAt, 0)]
  for (const wait of course.waits) moments.push(...waiting(told, wait))
  const anchor = course.runsFrom > firstAt ? course.runsFrom : firstAt
  const times = cutBetween(calendar, { from: anchor, to: course.endsAt, cuts: last - 1 })
  for (const [index, at] of times.entries()) moments.push(handed(at, index + 1))
  moments.push(...ended(told, course, numberOf))
  return moments
}

function firstHandOver(
  { receivedAt, waits, endsAt }: Course,
  calendar: WorkingCalendar,
  random: Random,
): Date {
  const next = waits[0]?.from ?? endsAt
  const free = Math.max(0, workingMinutesBetween(calendar, receivedAt, next))
  const minutes = Math.floor(Math.min(free / 3, 5 + exponential(random, 50)))
  const at = minutes === 0 ? receivedAt : addWorkingMinutes(calendar, receivedAt, minutes)
  return at < receivedAt ? receivedAt : at > next ? next : at
}

/** Instants at which the next desks take over: the first works longest, the others share the rest. */
function cutBetween(
  calendar: WorkingCalendar,
  { from, to, cuts }: { from: Date; to: Date; cuts: number },
): Date[] {
  const total = Math.max(0, workingMinutesBetween(calendar, from, to))
  return Array.from({ length: Math.max(0, cuts) }, (_, index) => {
    const minutes = Math.floor(total * (0.6 + (0.35 * (index + 1)) / Math.max(1, cuts)))
    const at = minutes === 0 ? from : addWorkingMinutes(calendar, from, minutes)
    return at < from ? from : at > to ? to : at
  })
}

function waiting({ planned, random, person, officer }: Told, wait: Course['waits'][number]): Moment[] {
  const specialist = officer('specialist')
  if (wait.kind === 'payment') {
    const amount = whole(random, 10, 900) * 10_000
    const reason = 'Nộp lệ phí trước bạ và thuế thu nhập cá nhân theo thông báo của cơ quan thuế.'
    return [
      { kind: 'payment-requested', at: wait.from, by: specialist, amount, reason },
      ...(wait.to ? [{ kind: 'payment-confirmed' as const, at: wait.to, by: specialist }] : []),
    ]
  }
  const text = missingPaper(random, planned.procedure.content.papers)
  const reason = pick(random, supplementReasons)
  return [
    { kind: 'supplement-requested', at: wait.from, by: specialist, items: [{ text }], reason },
    ...(wait.to
      ? [
          {
            kind: 'supplemented' as const,
            at: wait.to,
            by: citizen(person),
            answer: 'Đã bổ sung giấy tờ còn thiếu.',
          },
        ]
      : []),
  ]
}

function ended(told: Told, course: Course, numberOf: (agencyId: string, at: Date) => string): Moment[] {
  const { planned, random, person, steps, officer } = told
  const at = course.endsAt
  if (course.ending === 'withdrawn')
    return [{ kind: 'withdrawn', at, by: citizen(person), reason: pick(random, withdrawals) }]
  const by = officer(steps.at(-2)?.role ?? 'clerk')
  if (course.ending === 'stopped') {
    return [{ kind: 'stopped', at, by, reason: pick(random, stops), legalGround: pick(random, legalGrounds) }]
  }
  const resultName = planned.procedure.content.results[0]?.name ?? planned.procedure.content.shortName
  return [{ kind: 'solved', at, by, resultName, resultNumber: numberOf(planned.agencyId, at) }]
}

/** The result is fetched, sent or put into the citizen's account; some never come for it, some say how it was. */
function hand(
  { planned, random, person, calendar, officer }: Told,
  method: PastDossier['resultMethod'],
): Moment[] {
  const { course } = planned
  if (course?.ending !== 'solved' || random() < 0.015) return []
  const waited = method === 'online' ? exponential(random, 20) : exponential(random, 400)
  const at = addWorkingMinutes(calendar, course.endsAt, 1 + Math.floor(waited))
  const late = course.dueAt !== null && course.endsAt > course.dueAt
  const handed: Moment = { kind: 'returned', at, by: officer('returner'), method, handedTo: person.name }
  if (random() > (planned.channel === 'online' ? 0.16 : 0.05)) return [handed]
  const stars = starsOf(random, late)
  const comment = random() < 0.15 ? pick(random, stars >= 4 ? ratingWords : complaints) : undefined
  const ratedAt = new Date(at.getTime() + whole(random, 5, 2880) * 60_000)
  return [
    handed,
    { kind: 'rated', at: ratedAt, by: citizen(person), stars, ...(comment === undefined ? {} : { comment }) },
  ]
}

function starsOf(random: Random, late: boolean): number {
  const drawn = random() - (late ? 0.45 : 0)
  return drawn > 0.32 ? 5 : drawn > 0.1 ? 4 : drawn > 0.04 ? 3 : drawn > 0.015 ? 2 : 1
}
