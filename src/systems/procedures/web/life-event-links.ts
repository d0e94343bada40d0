import { drawings, type IconName } from '../../../web/components/icon/drawings.ts'
import type { LifeEvent as LifeEventLink } from '../../../web/components/lists/Lists.tsx'
import type { LifeEvent } from '../province-shapes.ts'

/** Events of life as links. An icon that the shell does not draw becomes a paper: the province may name any. */
export function lifeEventLinks(events: readonly LifeEvent[]): LifeEventLink[] {
  return events.map(({ slug, title, description, icon }) => ({
    href: `/viec/${slug}`,
    icon: icon in drawings ? (icon as IconName) : 'doc',
    title,
    text: description,
  }))
}
