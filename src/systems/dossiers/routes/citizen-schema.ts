import { Type } from 'typebox'
import { Authorised, Channel, DossierState, Outcome, ResultMethod, SupplementItem } from '../schema.ts'

const closed = { additionalProperties: false }
const Instant = Type.String({ format: 'date-time' })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])
const Revision = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const Answer = Type.Union([Type.String({ maxLength: 5000 }), Type.Number(), Type.Boolean()])

export const DraftId = Type.Object({ id: Type.String({ format: 'uuid' }) })
export const DraftPage = Type.Object({
  id: Type.String({ format: 'uuid' }),
  page: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }),
})
export const FileOf = Type.Object({
  id: Type.String({ format: 'uuid' }),
  fileId: Type.String({ format: 'uuid' }),
})
/** Codes are looked up as they are; what has no such shape is simply not found. */
export const DossierCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) })

export const DraftStart = Type.Object(
  {
    procedureCode: Type.String({ pattern: '^[0-9]\\.[0-9]{6}$' }),
    /** The commune of the citizen, and the level at which to file where there are several. */
    areaCode: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
    level: Type.Optional(
      Type.Union([Type.Literal('commune'), Type.Literal('district'), Type.Literal('province')]),
    ),
    /** The one-stop that shall take it in, any of the province from 1/7/2025; that of the solving agency when left out. */
    receptionAgencyId: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  },
  closed,
)

/** What changes in a draft; an answer of null is taken away. `revision` is the one that was shown. */
export const DraftEdit = Type.Object(
  {
    revision: Type.Optional(Revision),
    data: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,59}$' }), orNull(Answer), {
        maxProperties: 200,
        additionalProperties: false,
      }),
    ),
    resultMethod: Type.Optional(ResultMethod),
    resultAddress: Type.Optional(orNull(Type.String({ minLength: 10, maxLength: 240 }))),
    contactPhone: Type.Optional(Type.String({ pattern: '^0[0-9]{9,10}$' })),
    contactEmail: Type.Optional(orNull(Type.String({ format: 'email', maxLength: 120 }))),
    /** Who acts for the applicant; null for nobody. */
    authorised: Type.Optional(orNull(Authorised)),
  },
  { ...closed, minProperties: 1 },
)

/** A form as a browser would post it, for the script that saves while one types. */
export const DraftFields = Type.Object(
  {
    fields: Type.Record(
      Type.String({ maxLength: 80 }),
      Type.Union([
        Type.String({ maxLength: 5000 }),
        Type.Array(Type.String({ maxLength: 5000 }), { maxItems: 20 }),
      ]),
      { maxProperties: 200 },
    ),
  },
  closed,
)
export const Saved = Type.Object({ revision: Type.Integer(), savedAt: Instant })

export const AttachmentView = Type.Object({
  id: Type.String(),
  paperId: Type.String(),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  addedAt: Instant,
})

export const DraftView = Type.Object({
  id: Type.String(),
  procedureCode: Type.String(),
  procedureName: Type.String(),
  revision: Type.Integer(),
  agencyId: orNull(Type.String()),
  /** Null for the one-stop of the solving agency. */
  receptionAgencyId: orNull(Type.String()),
  areaCode: orNull(Type.String()),
  data: Type.Record(Type.String(), Answer),
  /** Field → sentence: what has to be corrected before it can be filed. */
  errors: Type.Record(Type.String(), Type.String()),
  missingPapers: Type.Array(Type.String()),
  resultMethod: ResultMethod,
  resultAddress: orNull(Type.String()),
  contactPhone: orNull(Type.String()),
  contactEmail: orNull(Type.String()),
  authorised: orNull(Authorised),
  attachments: Type.Array(AttachmentView),
  savedAt: Instant,
})

/** The citizen declares that what is stated is true: what the draft says in the revision that was shown. */
export const Submission = Type.Object({ declared: Type.Literal(true), revision: Revision }, closed)

const AuthorisedView = Type.Object({
  name: Type.String(),
  identityNumber: Type.String(),
  phone: orNull(Type.String()),
  paper: Type.String(),
})

export const DossierView = Type.Object({
  id: Type.String(),
  code: Type.String(),
  state: DossierState,
  procedureCode: Type.String(),
  procedureName: Type.String(),
  agencyId: Type.String(),
  receptionAgencyId: Type.String(),
  channel: Channel,
  resultMethod: ResultMethod,
  submittedAt: Instant,
  receivedAt: orNull(Instant),
  promisedAt: orNull(Instant),
  /** The next moment that matters: the first answer, then the promise. */
  dueAt: Instant,
  finishedAt: orNull(Instant),
  returnedAt: orNull(Instant),
  closedAt: orNull(Instant),
  outcome: orNull(Outcome),
  closingReason: orNull(Type.String()),
  resultNumber: orNull(Type.String()),
  /** Who acts for the applicant, his number masked. */
  authorised: orNull(AuthorisedView),
})

export const DossierDetail = Type.Intersect([
  DossierView,
  Type.Object({
    milestones: Type.Array(Type.Object({ name: Type.String(), state: Type.String(), at: orNull(Instant) })),
    history: Type.Array(Type.Object({ name: Type.String(), at: Instant, by: Type.String() })),
    readings: Type.Array(
      Type.Object({
        name: Type.String(),
        title: orNull(Type.String()),
        agencyId: orNull(Type.String()),
        purpose: Type.String(),
        at: Instant,
      }),
    ),
    supplement: orNull(
      Type.Object({ items: Type.Array(SupplementItem), reason: Type.String(), answerDueAt: Instant }),
    ),
    attachments: Type.Array(AttachmentView),
    results: Type.Array(
      Type.Object({ id: Type.String(), name: Type.String(), number: Type.String(), issuedOn: Type.String() }),
    ),
    rating: orNull(Type.Object({ stars: Type.Integer(), comment: orNull(Type.String()) })),
  }),
])

export const OwnListQuery = Type.Object({
  ended: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(Type.String({ maxLength: 80 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export const OwnRows = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      code: Type.String(),
      state: DossierState,
      procedureName: Type.String(),
      agencyName: Type.String(),
      submittedAt: Instant,
      promisedAt: orNull(Instant),
      closedAt: orNull(Instant),
    }),
  ),
  next: orNull(Type.String()),
})

export const SupplementAnswer = Type.Object(
  { answer: Type.String({ minLength: 5, maxLength: 2000 }) },
  closed,
)
export const Withdrawal = Type.Object({ reason: Type.String({ minLength: 5, maxLength: 2000 }) }, closed)
export const RatingBody = Type.Object(
  {
    stars: Type.Integer({ minimum: 1, maximum: 5 }),
    comment: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  closed,
)

export const LookupQuery = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 60 }),
  phone: Type.String({ minLength: 4, maxLength: 20 }),
})
export const PublicView = Type.Object({
  code: Type.String(),
  procedureCode: Type.String(),
  procedureName: Type.String(),
  agencyName: Type.String(),
  deskName: orNull(Type.String()),
  maskedName: Type.String(),
  state: DossierState,
  simulated: Type.Boolean(),
  submittedAt: Instant,
  receivedAt: orNull(Instant),
  promisedAt: orNull(Instant),
  finishedAt: orNull(Instant),
  returnedAt: orNull(Instant),
  closedAt: orNull(Instant),
  apology: orNull(Type.Object({ reason: Type.String(), promisedAt: Instant, newPromisedAt: Instant })),
})
