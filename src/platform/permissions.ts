import { notFound, Refusal } from './errors.ts'

/**
 * Every permission of the house with its Vietnamese name. Roles (`systems/identity/roles.ts`) are sets of these;
 * routes, pages and actions name one of them. A test proves that each is used and that none is missing.
 */
export const permissions = {
  'agency.manage': 'Quản lý cơ quan, đơn vị',
  'officer.manage': 'Quản lý cán bộ và vai trò',
  'calendar.manage': 'Quản lý lịch làm việc',
  'procedure.manage': 'Quản lý thủ tục và phiên bản',
  'event.read': 'Xem sổ sự kiện',
  'job.manage': 'Xem và chạy lại việc nền',
  'signature.manage': 'Quản lý khóa ký và chữ ký số',
  'outbox.read': 'Xem hộp thư đi thử nghiệm',
  'dossier.read': 'Xem hồ sơ của cơ quan',
  'dossier.receive': 'Tiếp nhận hồ sơ',
  'dossier.process': 'Xử lý hồ sơ theo quy trình',
  'dossier.assign': 'Giao việc',
  'dossier.approve': 'Ký duyệt kết quả',
  'dossier.return': 'Trả kết quả',
  'result.correct': 'Đính chính, cấp lại kết quả',
  'result.revoke': 'Thu hồi kết quả',
  'dossier.import': 'Nạp hồ sơ từ hệ thống cũ',
  'wall.read': 'Xem màn hình điều hành',
} as const

export type Permission = keyof typeof permissions

/** A set of permissions that an officer holds in some agencies; `'all'` is the whole province. */
export type Grant = {
  readonly role: string
  readonly agencyIds: ReadonlySet<string> | 'all'
  /** Agencies that ended and left their archive to one of these; the permission counts there too. */
  readonly inheritedIds?: ReadonlySet<string>
  readonly permissions: ReadonlySet<Permission>
}

/** Who acts. Only `identity` makes one from a session; `system` is a job or a command of the administrator. */
export type Actor =
  | { readonly kind: 'anonymous'; readonly id: 'anonymous'; readonly name: string }
  | {
      readonly kind: 'citizen'
      readonly id: string
      readonly name: string
      readonly identityNumber: string
      readonly phone: string | null
      readonly email: string | null
    }
  | {
      readonly kind: 'officer'
      readonly id: string
      readonly name: string
      /** The agency of the officer's main post, the default of a desk. */
      readonly agencyId: string
      readonly grants: readonly Grant[]
    }
  | { readonly kind: 'system'; readonly id: string; readonly name: string }

export const anonymous: Actor = { kind: 'anonymous', id: 'anonymous', name: 'Khách' }

/** Jobs and commands act under their own name, so that the log says which of them did it. */
export function systemActor(id: string): Actor {
  return { kind: 'system', id, name: 'Hệ thống' }
}

/** True when the actor holds the permission in that agency, or anywhere when no agency is given. */
export function holds(actor: Actor, permission: Permission, agencyId?: string): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'officer') return false
  return actor.grants.some(
    (grant) =>
      grant.permissions.has(permission) &&
      (agencyId === undefined ||
        grant.agencyIds === 'all' ||
        grant.agencyIds.has(agencyId) ||
        grant.inheritedIds?.has(agencyId)),
  )
}

/**
 * The agencies in which the actor holds the permission; `'all'` for the whole province. `archive` adds those that ended,
 * where nothing is open any more but what was done is still found.
 */
export function agenciesWith(
  actor: Actor,
  permission: Permission,
  { archive = false }: { archive?: boolean } = {},
): ReadonlySet<string> | 'all' {
  if (actor.kind === 'system') return 'all'
  const found = new Set<string>()
  if (actor.kind !== 'officer') return found
  for (const grant of actor.grants) {
    if (!grant.permissions.has(permission)) continue
    if (grant.agencyIds === 'all') return 'all'
    for (const id of grant.agencyIds) found.add(id)
    if (archive) for (const id of grant.inheritedIds ?? []) found.add(id)
  }
  return found
}

/** Refuses with 401 who has not signed in, and with 403 who lacks the permission in every agency. */
export function mayUse(actor: Actor, permission: Permission): void {
  if (actor.kind === 'anonymous') {
    throw new Refusal(401, 'session.missing', 'Mời bạn đăng nhập để tiếp tục.')
  }
  if (!holds(actor, permission)) {
    throw new Refusal(
      403,
      'permission.missing',
      `Tài khoản của bạn chưa có quyền “${permissions[permission]}”. Hãy hỏi quản trị viên của cơ quan.`,
    )
  }
}

/** Refuses with 404 what lies outside the agencies of the actor: its existence is not told. */
export function mayIn(actor: Actor, permission: Permission, agencyId: string): void {
  if (actor.kind === 'anonymous' || !holds(actor, permission, agencyId)) {
    throw notFound('record.not_found', 'Không tìm thấy. Hãy kiểm tra lại mã hoặc đường dẫn.')
  }
}
