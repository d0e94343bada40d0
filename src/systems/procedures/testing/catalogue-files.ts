import { createCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database/database.ts'
import { openFileStore } from '#platform/files/files.ts'
import { openMemory } from '#platform/memory.ts'
import { systemActor } from '#platform/permissions.ts'
import { openSecrets } from '#platform/secrets.ts'
import { openSignatureChecks } from '#platform/signatures/verify/check-beside.ts'
import type { ProcedureFiles } from '../province-files.ts'
import type { FormFile, ProcedureFile, ProcessFile } from '../province-shapes.ts'

/** A context for tests of the catalogue: acts as the system, at an instant written with its zone. */
export function contextAt(db: Database, at: string): Context {
  const calendar = createCalendar([{ date: '2024-11-21', kind: 'holiday' }])
  return {
    db,
    actor: systemActor('test'),
    now: () => new Date(at),
    requestId: 'test',
    calendar: async () => calendar,
    recall: openMemory(db).recall,
    files: openFileStore('/nonexistent'),
    secrets: openSecrets({ key: '', file: '/nonexistent/secret.key' }),
    keyPlaces: { modules: [], services: [] },
    checks: openSignatureChecks(),
  }
}

/** A sound procedure to change one thing of. */
export function procedureRow(change: Partial<ProcedureFile> = {}): ProcedureFile {
  return {
    code: '1.001193',
    name: 'Thủ tục đăng ký khai sinh',
    shortName: 'Đăng ký khai sinh',
    field: 'Hộ tịch',
    ministry: 'Bộ Tư pháp',
    levels: ['commune'],
    version: 1,
    validFrom: '2024-01-01',
    limits: [{ days: 3, unit: 'working-day', countingMode: 'civil-day' }],
    fees: [],
    channels: ['direct', 'online'],
    onlineLevel: 'full',
    papers: [],
    results: [{ name: 'Giấy khai sinh' }],
    legalBasis: [],
    agencyByLevel: { commune: 'commune-committee' },
    process: 'three-days',
    form: 'birth',
    lifeEvents: ['sinh-con'],
    keywords: ['làm giấy khai sinh'],
    confidence: 'high',
    source: 'test',
    popularity: 10,
    ...change,
  }
}

export const processRow: ProcessFile = {
  id: 'three-days',
  version: 1,
  validFrom: '2024-01-01',
  name: 'Ba ngày',
  certainty: 'assumed',
  steps: [
    { id: 'receive', name: 'Tiếp nhận', role: 'receiver', hours: 4, kind: 'receive' },
    { id: 'verify', name: 'Thẩm tra', role: 'specialist', hours: 'rest', kind: 'verify' },
    { id: 'sign', name: 'Ký', role: 'leader', hours: 4, kind: 'sign' },
    { id: 'return', name: 'Trả kết quả', role: 'returner', hours: null, kind: 'return' },
  ],
}

/** A form with one question of each kind that is read in its own way. */
export const formRow: FormFile = {
  id: 'birth',
  version: 1,
  validFrom: '2024-01-01',
  title: 'Tờ khai đăng ký khai sinh',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: ['childName', 'childBirthDate', 'applicantNumber', 'truth'],
    properties: {
      applicantNumber: { type: 'string', maxLength: 12 },
      applicantPhone: { type: 'string', maxLength: 15 },
      childName: { type: 'string', maxLength: 40 },
      childBirthDate: { type: 'string', maxLength: 10 },
      childSex: { type: 'string', maxLength: 10, enum: ['male', 'female'] },
      copies: { type: 'integer', minimum: 1, maximum: 20 },
      hasFather: { type: 'boolean' },
      fatherBirth: { type: 'string', maxLength: 10 },
      fatherNote: { type: 'string', maxLength: 200 },
      area: { type: 'string', maxLength: 10 },
      truth: { type: 'boolean', const: true },
    },
  },
  layout: {
    pages: [
      {
        id: 'child',
        title: 'Thông tin của con',
        items: [
          {
            field: 'applicantNumber',
            label: 'Số định danh của bạn',
            widget: 'identity-number',
            prefill: 'citizen.identityNumber',
            locked: true,
            required: true,
            requiredMessage: 'Nhập số định danh của bạn',
          },
          { field: 'applicantPhone', label: 'Điện thoại', widget: 'phone', prefill: 'citizen.phone' },
          {
            field: 'childName',
            label: 'Họ, chữ đệm, tên của con',
            widget: 'person-name',
            required: true,
            requiredMessage: 'Nhập họ, chữ đệm, tên của con',
          },
          {
            field: 'childBirthDate',
            label: 'Ngày sinh của con',
            widget: 'date',
            required: true,
            requiredMessage: 'Nhập ngày sinh của con',
          },
          {
            field: 'childSex',
            label: 'Giới tính',
            widget: 'radio',
            options: [
              { value: 'male', label: 'Nam' },
              { value: 'female', label: 'Nữ' },
            ],
          },
          { field: 'copies', label: 'Số bản sao', widget: 'number' },
        ],
      },
      {
        id: 'father',
        title: 'Thông tin của cha',
        items: [
          { field: 'hasFather', label: 'Khai cả cha', widget: 'checkbox' },
          {
            field: 'fatherBirth',
            label: 'Ngày sinh của cha',
            widget: 'partial-date',
            required: true,
            requiredMessage: 'Nhập ít nhất năm sinh của cha',
            when: { field: 'hasFather', equals: 'true' },
          },
          {
            field: 'fatherNote',
            label: 'Ghi chú về cha',
            widget: 'textarea',
            when: { field: 'hasFather', equals: 'true' },
          },
          { field: 'area', label: 'Nơi cư trú', widget: 'area' },
          {
            field: 'truth',
            label: 'Tôi chịu trách nhiệm về lời khai',
            widget: 'checkbox',
            required: true,
            requiredMessage: 'Đánh dấu để cam đoan lời khai là đúng',
          },
        ],
      },
    ],
  },
}

/** A small sound catalogue to change one row of. */
export function catalogueFiles(change: Partial<ProcedureFiles> = {}): ProcedureFiles {
  return {
    procedures: [procedureRow()],
    processes: [processRow],
    forms: [formRow],
    joined: [],
    lifeEvents: [
      {
        slug: 'sinh-con',
        title: 'Sinh con',
        description: 'Khai sinh',
        icon: 'baby',
        procedures: ['1.001193'],
      },
    ],
    ...change,
  }
}
