import { drawings, type IconName } from '#web/components/icon/drawings.ts'
import type { LifeEvent } from '../province-shapes.ts'

/** An event of life as a way into its procedures. */
export type LifeEventLink = {
  readonly href: string
  readonly icon: IconName
  readonly title: string
  readonly text: string
}

/** Events of life as links. An icon that the shell does not draw becomes a paper: the province may name any. */
export function lifeEventLinks(events: readonly LifeEvent[]): LifeEventLink[] {
  return events.map(({ slug, title, description, icon }) => ({
    href: `/viec/${slug}`,
    icon: icon in drawings ? (icon as IconName) : 'doc',
    title,
    text: description,
  }))
}
