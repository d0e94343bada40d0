import { Feed, Risks } from '../../components/feed/Feed.tsx'
import {
  HeatLegend,
  type HeatLevel,
  HexMap,
  type MapCell,
  type MapRegion,
} from '../../components/hex-map/HexMap.tsx'
import { type Ranked, Ranking } from '../../components/ranking/Ranking.tsx'
import { Source } from '../../components/source/Source.tsx'
import { Spark } from '../../components/spark/Spark.tsx'
import { Bars, Figure, Tile } from '../../components/tile/Tile.tsx'

const register = <Source at={{ iso: '2024-11-20T14:32', text: '14:32' }}>Sổ một cửa</Source>
const hotline = <Source at={{ iso: '2024-11-20T14:31', text: '14:31' }}>Tổng đài 1022</Source>

export function WallSpecimens() {
  return (
    <section className="stack wall specimen-surface" aria-labelledby="c11">
      <h2 id="c11">Màn hình điều hành</h2>
      <FigureSpecimens />
      <WallLists />
      <div className="domains">
        <Tile title="Đúng hạn theo cơ quan, 30 ngày" href="#c11" source={register}>
          <Ranking mean={0.948} rows={ranked} />
        </Tile>
        <div>
          <Tile
            title="Một cửa các xã: đúng hạn 30 ngày"
            href="#c11"
            place="map-tile"
            source={<Source>Sổ một cửa</Source>}
          >
            <HexMap label="Sơ đồ mẫu hai huyện" regions={regions} />
            <HeatLegend
              levels={[
                { level: 1, words: 'từ 98 %' },
                { level: 2, words: 'từ 95 %' },
                { level: 3, words: 'từ 90 %' },
                { level: 4, words: 'dưới 90 %' },
                { level: 0, words: 'chưa có số liệu' },
              ]}
            />
          </Tile>
        </div>
      </div>
    </section>
  )
}

function FigureSpecimens() {
  return (
    <div className="domains">
      <Tile title="Đúng hạn hôm nay" href="#c11" source={register}>
        <Figure value="96,4" unit="%">
          <Spark values={[94, 94.6, 95.1, 94.8, 95.6, 96.4]} goal={98} />
        </Figure>
        <p className="figure-note">801 trên 831 hồ sơ đã trả</p>
      </Tile>
      <Tile title="Phản ánh trả lời đúng hạn" href="#c11" state="soon" source={hotline}>
        <Figure value="88,6" unit="%" />
        <p className="figure-note">
          <b>9 phản ánh quá hạn</b>
        </p>
      </Tile>
      <Tile title="Giao thông" href="#c11" icon="car" lost="Mất dữ liệu từ 14:10">
        <Figure value="312" unit="xe/giờ" />
      </Tile>
      <Tile title="Phản ánh 1022 hôm nay" href="#c11" icon="chat" source={hotline}>
        <Bars
          bars={[
            { label: 'Hạ tầng', value: 14 },
            { label: 'Rác, môi trường', value: 9 },
            { label: 'Điện, nước', value: 7 },
          ]}
        />
      </Tile>
    </div>
  )
}

function WallLists() {
  return (
    <>
      <Feed
        items={[
          {
            id: '1',
            at: { iso: '2024-11-20T14:32', text: '14:32' },
            who: 'Xã Vĩnh Hậu',
            what: 'trả Giấy khai sinh, sớm 3 giờ',
          },
          {
            id: '2',
            at: { iso: '2024-11-20T14:29', text: '14:29' },
            who: 'Hòa Bình',
            what: 'gửi phiếu xin lỗi, hồ sơ 241112-0031',
            state: 'late',
          },
        ]}
      />
      <Risks
        risks={[
          {
            id: '1',
            left: '48 phút',
            what: 'Giấy phép xây dựng nhà ở riêng lẻ',
            why: 'TX Giá Rai. Còn 2 bước, thường 3 giờ',
            state: 'late',
          },
          {
            id: '2',
            left: '2 giờ 28',
            what: 'Chuyển mục đích sử dụng đất',
            why: 'Sở TN&MT. Chờ ý kiến 6 ngày',
            state: 'soon',
          },
        ]}
      />
    </>
  )
}

const here = { href: '#c11', lateHref: '#c11', volumeHref: '#c11' }
const ranked: readonly Ranked[] = [
  {
    ...here,
    id: 'PL',
    rank: 1,
    name: 'Huyện Phước Long',
    rate: 0.989,
    low: 0.982,
    high: 0.994,
    volume: 1204,
  },
  { ...here, id: 'GR', rank: 2, name: 'TX Giá Rai', rate: 0.94, low: 0.927, high: 0.951, volume: 1547 },
  {
    ...{ ...here, id: 'HB', rank: 3, name: 'Huyện Hòa Bình', state: 'late' },
    ...{ rate: 0.847, low: 0.823, high: 0.867, volume: 1043 },
  },
]

type Spot = readonly [column: number, row: number]

const cells = (id: string, places: readonly Spot[], levels: readonly HeatLevel[]): MapCell[] =>
  places.map(([column, row], index) => ({
    ...{ code: `${id}${index}`, column, row },
    level: levels[index] ?? 0,
    title: `Xã mẫu ${index + 1}`,
  }))

const regions: readonly MapRegion[] = [
  {
    id: 'A',
    label: 'Huyện A: 97,2 %',
    words: ['Huyện A', '97,2 %'],
    href: '#c11',
    cells: cells(
      'A',
      [
        [1, 0],
        [3, 0],
        [0, 1],
        [2, 1],
        [1, 2],
        [3, 2],
      ],
      [1, 2, 1, 1, 2, 1],
    ),
  },
  {
    id: 'B',
    label: 'Huyện B: 84,7 %',
    words: ['Huyện B', '84,7 %'],
    href: '#c11',
    cells: cells(
      'B',
      [
        [5, 0],
        [7, 0],
        [4, 1],
        [6, 1],
        [8, 1],
        [5, 2],
        [7, 2],
      ],
      [3, 4, 4, 3, 2, 4],
    ),
  },
]
