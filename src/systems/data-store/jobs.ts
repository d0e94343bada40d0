import type { Tasks } from '#platform/jobs/jobs.ts'
import { expireItem } from './actions/end-item.ts'

export const dataStoreTasks = { 'data-store.expire-item': expireItem } satisfies Tasks
