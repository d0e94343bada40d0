import { HotlineFacts, HotlineLink } from '../../components/hotline/HotlineLink.tsx'
import { type Lane, Lanes } from '../../components/lanes/Lanes.tsx'
import { type Milestone, Milestones } from '../../components/milestones/Milestones.tsx'
import { Notice } from '../../components/notice/Notice.tsx'
import { PromiseBlock } from '../../components/promise/PromiseBlock.tsx'
import { TimeBar } from '../../components/timebar/TimeBar.tsx'

const stages: readonly Milestone[] = [
  { title: 'Tiếp nhận', note: '08:40 ngày 13/11', state: 'done' },
  { title: 'Thẩm tra', note: 'Dừng từ 18/11, chờ bạn', state: 'paused', current: true },
  { title: 'Ký', note: 'Lãnh đạo UBND xã' },
  { title: 'Trả kết quả', note: 'Hẹn lại khi bổ sung xong' },
]

const lanes: readonly (readonly Lane[])[] = [
  [
    {
      id: 'khai-sinh',
      title: 'Đăng ký khai sinh',
      by: 'UBND xã Vĩnh Trạch Đông',
      state: { look: 'ok', words: 'Đã có kết quả' },
      when: '15:00 ngày 20/11',
    },
  ],
  [
    {
      id: 'thuong-tru',
      title: 'Đăng ký thường trú',
      by: 'Công an xã',
      state: { look: 'paused', words: 'Chờ bạn bổ sung' },
      when: 'Hẹn trước 17:00 ngày 29/11',
    },
    {
      id: 'the-bhyt',
      title: 'Thẻ bảo hiểm y tế',
      by: 'BHXH tỉnh',
      state: { look: 'info', words: 'Đang giải quyết' },
      when: 'Hẹn trước 17:00 ngày 27/11',
    },
  ],
]

export function PortalSpecimens() {
  return (
    <>
      <TimeSpecimens />
      <NoticeSpecimens />
    </>
  )
}

function TimeSpecimens() {
  return (
    <section className="stack" aria-labelledby="c5">
      <h2 id="c5">Thời gian</h2>
      <div className="specimen-bars">
        <div data-state="info">
          <span className="sm">Đang chạy</span>
          <TimeBar used={0.34} />
        </div>
        <div data-state="soon">
          <span className="sm">Sắp đến hạn</span>
          <TimeBar used={0.82} />
        </div>
        <div data-state="late">
          <span className="sm">Quá hạn</span>
          <TimeBar used={1} />
        </div>
        <div data-state="info">
          <span className="sm">Có lúc dừng chờ công dân</span>
          <TimeBar used={0.28} waits={[{ from: 0.28, length: 0.3 }]} />
        </div>
      </div>
      <Milestones stages={stages} small />
      <Lanes stages={lanes} together="Hai phần đi cùng lúc" />
      <div className="measure">
        <PromiseBlock
          when={
            <>
              Nộp bây giờ, nhận kết quả <strong className="num">trước 17:00 hôm nay</strong>
            </>
          }
        >
          <p className="soft sm">Nhận sau 15 giờ thì trả ngày làm việc tiếp theo.</p>
        </PromiseBlock>
      </div>
    </section>
  )
}

function NoticeSpecimens() {
  return (
    <section className="stack" aria-labelledby="c6">
      <h2 id="c6">Thông báo</h2>
      <Notice icon="users" title="Cần người làm cùng?">
        <p>Đến một cửa gần nhất, cán bộ nộp giúp, không thu tiền.</p>
      </Notice>
      <Notice icon="check" state="ok" title="Đã nộp hồ sơ">
        <p>
          Mã <span className="num">000.00.18.H04-241120-0031</span>. Giấy tiếp nhận đã gửi vào thư điện tử của
          bạn.
        </p>
      </Notice>
      <Notice icon="pause" state="paused" title="Việc của bạn: bổ sung 1 giấy tờ">
        <p>Trong lúc chờ bạn, đồng hồ dừng.</p>
      </Notice>
      <Notice icon="data" state="soon" title="CSDL quốc gia về dân cư tạm không trả lời">
        <p>Hồ sơ của bạn vẫn được nhận. Thông tin sẽ tự xác nhận khi nối lại.</p>
      </Notice>
      <Notice icon="alert" state="late" title="Chúng tôi xin lỗi vì trễ hẹn">
        <p>
          Hẹn mới: trước <b className="num">17:00 ngày 22/11/2024</b>.{' '}
          <a href="#c6">Phiếu xin lỗi, có lý do</a>
        </p>
      </Notice>
      <p className="row">
        <HotlineLink button />
        <span className="soft sm">
          <HotlineFacts />
        </span>
      </p>
    </section>
  )
}
