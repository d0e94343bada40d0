/** What a thing's `data-state` may say; the stylesheet gives each its colours. */
export type StateName = 'ok' | 'soon' | 'late' | 'paused' | 'info' | 'done' | 'stale'
