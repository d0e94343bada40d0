import { Source } from '#web/components/source/Source.tsx'
import { Tile, type TileProps } from '#web/components/tile/Tile.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { LiveWall } from './live-wall.ts'
import { wallMessages } from './messages.ts'
import { timeOf } from './words.ts'

type Props = Omit<TileProps, 'lost' | 'source'> & {
  readonly live: LiveWall
  /** Further words behind the source. */
  readonly note?: string
  readonly source?: string
}

/** A tile of the wall: it says when its figures are from, and since when they are lost. */
export function LiveTile({ live, source, note, ...tile }: Props) {
  const texts = useMessages(wallMessages)
  const { lostSince } = live
  const { asOf } = live.wall.source
  if (lostSince !== null) {
    return <Tile {...tile} lost={lostSince === '' ? texts.never : texts.lost(timeOf(lostSince))} />
  }
  const at = asOf === null ? undefined : { iso: asOf, text: timeOf(asOf) }
  return (
    <Tile
      {...tile}
      source={
        <Source at={at} note={note}>
          {source ?? texts.register}
        </Source>
      }
    />
  )
}
