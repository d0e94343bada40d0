import { Badge } from '../../components/badge/Badge.tsx'
import { Details } from '../../components/disclosure/Details.tsx'
import { Empty } from '../../components/empty/Empty.tsx'
import { Facts } from '../../components/lists/Facts.tsx'
import { LifeEvents, Papers, Rows, Steps } from '../../components/lists/Lists.tsx'
import { Menu } from '../../components/menu/Menu.tsx'
import { Pager, Tabs } from '../../components/navigation/Navigation.tsx'
import { Table } from '../../components/table/Table.tsx'
import { Timeline } from '../../components/timeline/Timeline.tsx'

const fees = [
  { what: 'Lệ phí cấp bản sao trích lục hộ tịch', on: '12/11/2024', amount: '8.000 đồng' },
  { what: 'Bưu chính công ích', on: '12/11/2024', amount: '28.000 đồng' },
]

const events = [
  {
    id: 'pause',
    title: 'Dừng đồng hồ, chờ bạn bổ sung',
    at: { iso: '2024-11-18T10:05', text: '10:05 ngày 18/11/2024' },
    state: 'paused',
  },
  { id: 'receive', title: 'Đã tiếp nhận', at: { iso: '2024-11-13T08:40', text: '08:40 ngày 13/11/2024' } },
] as const

const papers = [
  { id: 'birth', title: 'Giấy chứng sinh', note: 'Bản chụp rõ cả trang.' },
  {
    id: 'identity',
    title: 'Căn cước của cha và mẹ',
    held: 'Không cần nộp: đã có trong CSDL quốc gia về dân cư',
  },
]

const steps = [
  { title: 'Bạn điền tờ khai điện tử', text: 'Thông tin của cha, mẹ hiện sẵn.' },
  { title: 'Công chức tư pháp - hộ tịch kiểm tra', text: 'Thiếu gì, bạn được báo một lần, đủ mọi thứ.' },
]

const life = [
  {
    href: '#sinh-con',
    icon: 'baby',
    title: 'Sinh con',
    text: 'Khai sinh, thẻ bảo hiểm y tế, thường trú cho trẻ',
  },
  { href: '#cho-o', icon: 'home', title: 'Chỗ ở', text: 'Thường trú, tạm trú, tách hộ' },
  { href: '#lam-an', icon: 'shop', title: 'Làm ăn, mở cửa hàng', text: 'Hộ kinh doanh, doanh nghiệp' },
] as const

export function ListSpecimens() {
  return (
    <>
      <section className="stack" aria-labelledby="c8">
        <h2 id="c8">Danh sách, bảng, diễn biến</h2>
        <ReadSpecimens />
        <Table
          label="Ví dụ bảng"
          rows={fees}
          rowKey={(fee) => fee.what}
          columns={[
            { title: 'Khoản thu', cell: (fee) => fee.what },
            { title: 'Ngày', cell: (fee) => fee.on, numeric: true },
            { title: 'Số tiền', cell: (fee) => fee.amount, numeric: true, right: true },
          ]}
        />
        <div className="measure">
          <Timeline events={events} />
        </div>
        <NavigationSpecimens />
        <Empty title="Chưa có hồ sơ nào chờ bạn">Hồ sơ mới hiện ở đây trong vòng 2 giờ làm việc.</Empty>
      </section>
      <section className="stack" aria-labelledby="c9">
        <h2 id="c9">Trình đơn</h2>
        <div className="row">
          <Menu id="m1" className="button button-quiet" button="Mở trình đơn">
            <button type="button">
              Giao cho người khác <kbd>G</kbd>
            </button>
            <button type="button">Dừng giải quyết (mẫu 05)</button>
          </Menu>
        </div>
      </section>
    </>
  )
}

function ReadSpecimens() {
  return (
    <>
      <div className="measure">
        <Papers papers={papers} />
      </div>
      <div className="measure">
        <Steps steps={steps} />
      </div>
      <LifeEvents events={life} />
      <Rows
        rows={[
          {
            id: 'marriage',
            what: <a href="#ket-hon">Đăng ký kết hôn</a>,
            when: <Promised when="17:00 thứ Năm 21/11" />,
          },
          {
            id: 'stay',
            what: <a href="#tam-tru">Đăng ký tạm trú</a>,
            when: <Promised when="17:00 thứ Hai 25/11" />,
          },
        ]}
      />
      <div className="measure">
        <Facts
          facts={[
            { label: 'Tình trạng', value: <Badge state="paused">Chờ bạn bổ sung</Badge> },
            { label: 'Nơi giải quyết', value: 'UBND xã Vĩnh Trạch Đông' },
          ]}
        />
      </div>
    </>
  )
}

function NavigationSpecimens() {
  return (
    <>
      <div className="measure">
        <Details summary="Căn cứ pháp lý">
          <p>Luật Hộ tịch số 60/2014/QH13.</p>
        </Details>
        <Details summary="Nhờ người khác làm thay" open>
          <p>Nộp thêm văn bản ủy quyền có chứng thực.</p>
        </Details>
      </div>
      <Tabs
        label="Ví dụ thẻ"
        tabs={[
          { href: '#dang-giai-quyet', label: 'Đang giải quyết', current: true },
          { href: '#da-tra', label: 'Đã trả' },
          { href: '#giay-to', label: 'Giấy tờ của tôi' },
        ]}
      />
      <Pager previous="#trang-truoc" next="#trang-sau" />
    </>
  )
}

function Promised({ when }: { when: string }) {
  return (
    <>
      trước <b className="num">{when}</b>
    </>
  )
}
