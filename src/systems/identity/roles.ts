import type { Permission } from '#platform/permissions.ts'
import type { RoleName } from '../administration/index.ts'

/**
 * Where a permission of a post counts, seen from the agency of the post. `area`: the agencies for which its one-stop
 * desk receives; `office`: the agency with its departments and desk; `subtree`: everything under it.
 */
export type Scope = 'office' | 'area' | 'subtree' | 'province'

/** Permissions of one role that count in one scope. */
export type RoleGrant = { readonly scope: Scope; readonly permissions: readonly Permission[] }

/** What each role may do and where. The only place where a role becomes permissions. */
export const roles: Readonly<Record<RoleName, readonly RoleGrant[]>> = {
  receiver: [{ scope: 'area', permissions: ['dossier.read', 'dossier.receive', 'dossier.return'] }],
  specialist: [{ scope: 'office', permissions: ['dossier.read', 'dossier.process'] }],
  'department-head': [
    { scope: 'office', permissions: ['dossier.read', 'dossier.process', 'dossier.assign'] },
  ],
  leader: [
    {
      scope: 'office',
      permissions: [
        'dossier.read',
        'dossier.process',
        'dossier.assign',
        'dossier.approve',
        'result.correct',
        'result.revoke',
      ],
    },
    { scope: 'subtree', permissions: ['dossier.read', 'wall.read'] },
  ],
  clerk: [{ scope: 'office', permissions: ['dossier.read', 'dossier.process'] }],
  'province-leader': [{ scope: 'province', permissions: ['dossier.read', 'wall.read'] }],
  administrator: [
    {
      scope: 'province',
      permissions: [
        'agency.manage',
        'officer.manage',
        'calendar.manage',
        'procedure.manage',
        'event.read',
        'job.manage',
        'signature.manage',
        'outbox.read',
        'dossier.import',
        'wall.read',
      ],
    },
  ],
  operator: [{ scope: 'province', permissions: ['dossier.read', 'wall.read'] }],
}

const homes: Readonly<Record<RoleName, string>> = {
  receiver: '/ban-lam-viec',
  specialist: '/ban-lam-viec',
  'department-head': '/ban-lam-viec',
  leader: '/ban-lam-viec',
  clerk: '/ban-lam-viec',
  'province-leader': '/dieu-hanh',
  administrator: '/quan-tri',
  operator: '/dieu-hanh',
}

/** Where a role begins its day when no page was asked for. */
export function homeOf(role: string): string {
  return Object.hasOwn(homes, role) ? homes[role as RoleName] : '/'
}
