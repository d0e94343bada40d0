import { Badge, Count, Tag } from '../../components/badge/Badge.tsx'
import { Button, IconButton } from '../../components/button/Button.tsx'
import { Icon } from '../../components/icon/Icon.tsx'
import { Simulated, Source } from '../../components/source/Source.tsx'

const colours = [
  {
    title: 'Mực, giấy',
    tokens: {
      ink: '#0e2230',
      'ink-soft': '#3f535f',
      'ink-faint': '#596b76',
      'line-strong': '#72848f',
      line: '#d5dee3',
      sunken: '#e8eef1',
      ground: '#f3f6f8',
    },
  },
  {
    title: 'Nước, nắng',
    tokens: {
      'brand-deep': '#06293a',
      'brand-strong': '#083d54',
      brand: '#0b4f6c',
      link: '#0a557a',
      'brand-line': '#b3cfdc',
      'brand-tint': '#e8f2f7',
      sun: '#ffc233',
    },
  },
  {
    title: 'Đúng, sắp, trễ, dừng',
    tokens: {
      ok: '#0d6840',
      'ok-tint': '#e3f4ea',
      soon: '#7a4b00',
      'soon-tint': '#fdf1d3',
      late: '#a51d1d',
      'late-tint': '#fdeae7',
      pause: '#554796',
      'pause-tint': '#eeecf9',
    },
  },
]

export function TokenSpecimens() {
  return (
    <>
      <section className="stack" aria-labelledby="c1">
        <h2 id="c1">Màu</h2>
        {colours.map(({ title, tokens }) => (
          <Swatches key={title} title={title} tokens={Object.entries(tokens)} />
        ))}
      </section>
      <section className="stack" aria-labelledby="c2">
        <h2 id="c2">Chữ</h2>
        <p className="specimen-3xl">Ủy ban nhân dân, giấy tờ</p>
        <p className="specimen-2xl">Nghĩa vụ tài chính, Nguyễn Thị Ường</p>
        <p className="specimen-xl">Thay đổi, cải chính, bổ sung thông tin hộ tịch</p>
        <p>
          Chữ thường: hồ sơ của bạn được tiếp nhận lúc <time dateTime="2024-11-13T08:40">08:40</time>.{' '}
          <a href="#c2">Liên kết</a>, <strong>nhấn mạnh</strong>, <span className="soft">phụ</span>,{' '}
          <span className="faint">chú thích</span>. <span lang="km">ភាសាខ្មែរ</span>
        </p>
        <p className="num">000.00.18.H04-241113-0012 · 1.234.567 đồng · 11:11 · 20/11/2024</p>
      </section>
      <ButtonSpecimens />
      <StateSpecimens />
    </>
  )
}

function Swatches({ title, tokens }: { title: string; tokens: readonly (readonly [string, string])[] }) {
  return (
    <>
      <h3 className="sm soft">{title}</h3>
      <ul className="row">
        {tokens.map(([name, value]) => (
          <li key={name}>
            <svg
              width="88"
              height="68"
              viewBox="0 0 88 68"
              fontSize="12"
              fill="#3f535f"
              role="img"
              aria-label={`${name} ${value}`}
            >
              <rect x="1" y="1" width="86" height="46" rx="6" fill={value} stroke="#d5dee3" />
              <text x="1" y="63">
                {name}
              </text>
            </svg>
          </li>
        ))}
      </ul>
    </>
  )
}

function ButtonSpecimens() {
  return (
    <section className="stack" aria-labelledby="c3">
      <h2 id="c3">Nút</h2>
      <p className="row">
        <Button type="button">Lưu và tiếp tục</Button>
        <Button type="button" kind="quiet">
          Lấy ý kiến
        </Button>
        <Button type="button" kind="bare">
          Làm sau
        </Button>
        <Button type="button" kind="sun">
          Nộp trực tuyến <Icon name="arrow" />
        </Button>
        <Button type="button" kind="danger">
          Rút hồ sơ
        </Button>
        <Button type="button" disabled>
          Đang gửi…
        </Button>
        <IconButton label="Việc khác">
          <Icon name="dots" />
        </IconButton>
      </p>
    </section>
  )
}

function StateSpecimens() {
  return (
    <section className="stack" aria-labelledby="c4">
      <h2 id="c4">Trạng thái hồ sơ</h2>
      <p className="row">
        <Badge state="info" icon="inbox">
          Mới đăng ký
        </Badge>
        <Badge state="info">Đang xử lý</Badge>
        <Badge state="soon">Sắp đến hạn</Badge>
        <Badge state="late">Quá hạn 2 ngày</Badge>
        <Badge state="paused">Chờ bổ sung</Badge>
        <Badge state="paused" icon="coin">
          Chờ nộp tiền
        </Badge>
        <Badge state="ok">Đã có kết quả</Badge>
        <Badge state="done">Đã trả kết quả</Badge>
        <Badge state="done" icon="x">
          Dừng giải quyết
        </Badge>
      </p>
      <p className="row">
        <Tag>Trực tuyến</Tag>
        <Tag>Cấp xã</Tag>
        <Simulated />
        <Count>15 hồ sơ</Count>
        <span>
          <kbd>J</kbd> <kbd>Enter</kbd>
        </span>
      </p>
      <Source at={{ iso: '2024-11-20T14:12', text: '14:12' }}>Sổ một cửa</Source>
      <Source stale>Camera Quốc lộ 1, mất dữ liệu từ 14:10</Source>
    </section>
  )
}
