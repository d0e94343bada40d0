import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Text = Type.String()
const Fields = Type.Record(Type.String(), Type.Unknown())
const TextOrNone = Type.Union([Type.String(), Type.Null()])

const job = { jobId: Type.Integer(), task: Text, key: TextOrNone }

/** What happens in administration. `before` and `after` hold the changed fields only. */
export const administrationEvents = defineEvents({
  'province.loaded': Type.Object({
    /** 1: province.json said something new. Events before November 2026 do not have it. */
    province: Type.Optional(Type.Integer()),
    areas: Type.Integer(),
    agencies: Type.Integer(),
    calendarDays: Type.Integer(),
  }),
  'area.added': Type.Object({ code: Text, validFrom: Text, name: Text }),
  'area.changed': Type.Object({ code: Text, validFrom: Text, before: Fields, after: Fields }),
  'agency.added': Type.Object({ id: Text, name: Text }),
  'agency.changed': Type.Object({ id: Text, before: Fields, after: Fields }),
  'calendar.changed': Type.Object({
    days: Type.Array(Type.Object({ date: Text, before: TextOrNone, after: TextOrNone })),
    reason: Type.Optional(Text),
  }),
  'officer.added': Type.Object({ officerId: Text, employeeCode: Text, fullName: Text }),
  'officer.changed': Type.Object({ officerId: Text, fields: Type.Array(Text) }),
  'post.appointed': Type.Object({
    postId: Text,
    officerId: Text,
    agencyId: Text,
    role: Text,
    title: Text,
    validFrom: Text,
  }),
  'post.ended': Type.Object({ postId: Text, officerId: Text, agencyId: Text, role: Text, validTo: Text }),
  'reorganisation.filed': Type.Object({ id: Text, name: Text, date: Text, hash: Text }),
  'reorganisation.begun': Type.Object({
    id: Text,
    name: Text,
    date: Text,
    endedAreas: Type.Integer(),
    newAreas: Type.Integer(),
    endedAgencies: Type.Integer(),
    newAgencies: Type.Integer(),
    posts: Type.Integer(),
    legalActs: Type.Array(Text),
  }),
  'reorganisation.finished': Type.Object({ id: Text, moved: Type.Integer(), seconds: Type.Number() }),
  'log.sealed': Type.Object({ day: Text, events: Type.Integer(), hash: Text }),
  'log.verified': Type.Object({
    day: Text,
    whole: Type.Boolean(),
    sealed: Type.Integer(),
    found: Type.Integer(),
  }),
  'files.collected': Type.Object({ files: Type.Integer(), bytes: Type.Integer() }),
  'job.retried': Type.Object(job),
  'job.removed': Type.Object({ ...job, lastError: TextOrNone }),
})
