import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Text = Type.String()
const Fields = Type.Record(Type.String(), Type.Unknown())
const KindOrNone = Type.Union([Type.String(), Type.Null()])

/** What happens in administration. `before` and `after` hold the changed fields only. */
export const administrationEvents = defineEvents({
  'province.loaded': Type.Object({
    areas: Type.Integer(),
    agencies: Type.Integer(),
    calendarDays: Type.Integer(),
  }),
  'area.added': Type.Object({ code: Text, validFrom: Text, name: Text }),
  'area.changed': Type.Object({ code: Text, validFrom: Text, before: Fields, after: Fields }),
  'agency.added': Type.Object({ id: Text, name: Text }),
  'agency.changed': Type.Object({ id: Text, before: Fields, after: Fields }),
  'calendar.changed': Type.Object({
    days: Type.Array(Type.Object({ date: Text, before: KindOrNone, after: KindOrNone })),
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
})
