import type { IconName } from '../icon/drawings.ts'

/** What a thing's `data-state` may say; the stylesheet gives each its colours. */
export type StateName = 'ok' | 'soon' | 'late' | 'paused' | 'info' | 'done' | 'stale'

/** The icon of a state where the thing itself has no better one. */
export const iconOfState: Readonly<Record<StateName, IconName>> = {
  ok: 'check',
  soon: 'clock',
  late: 'alert',
  paused: 'pause',
  info: 'clock',
  done: 'check',
  stale: 'nosignal',
}
