import { Tag } from '../../components/badge/Badge.tsx'
import { Button } from '../../components/button/Button.tsx'
import { CheckedFacts } from '../../components/clock/CheckedFacts.tsx'
import { Clock } from '../../components/clock/Clock.tsx'
import { Face } from '../../components/face/Face.tsx'
import { BulkBar } from '../../components/queue/BulkBar.tsx'
import { Chip } from '../../components/queue/Chip.tsx'
import { Queue, QueueGroup, QueueRow, type QueueRowProps } from '../../components/queue/Queue.tsx'

export function DeskSpecimens() {
  return (
    <section className="stack desk specimen-surface" aria-labelledby="c10">
      <h2 id="c10">Bàn làm việc</h2>
      <p className="row">
        <Button type="button">
          Trình ký <kbd>T</kbd>
        </Button>
        <Button type="button" kind="quiet">
          Lấy ý kiến <kbd>L</kbd>
        </Button>
        <Chip href="#c10" remove>
          Lĩnh vực: Hộ tịch
        </Chip>
        <Chip href="#c10">Lọc</Chip>
        <Face name="Lê Hữu Phước" alone />
      </p>
      <div className="measure">
        <Clock
          state="soon"
          label="Giờ làm việc còn lại"
          left="3 giờ 18 phút"
          used={0.78}
          spoken="Đã dùng 78 % thời hạn"
        >
          Hẹn dân <b>15:00 hôm nay</b>.
        </Clock>
      </div>
      <div className="measure">
        <CheckedFacts
          facts={[
            { label: 'Người yêu cầu', value: 'Danh Hoàng Út', state: 'ok', note: 'Khớp CSDL dân cư' },
            {
              label: 'Ngày sinh',
              value: '21/07/1988',
              state: 'soon',
              icon: 'alert',
              note: 'CSDL dân cư ghi 12/07/1988',
              current: true,
            },
          ]}
        />
      </div>
      <QueueSpecimens />
    </section>
  )
}

const dossier = { href: '#c10', step: 'Thẩm tra', assignee: 'Lê Hữu Phước' } as const

const late: QueueRowProps = {
  ...dossier,
  id: '1',
  code: '241118-0003',
  title: 'Đăng ký kết hôn có yếu tố nước ngoài',
  applicant: 'Quách Mỹ Linh',
  left: 'trễ 1 giờ 48',
  used: 1,
  flags: <Tag state="late">Chưa xin lỗi</Tag>,
}

const due: readonly QueueRowProps[] = [
  {
    ...dossier,
    id: '2',
    code: '241118-0009',
    title: 'Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc',
    applicant: 'Danh Hoàng Út',
    left: '3 giờ 18',
    used: 0.78,
    current: true,
  },
  {
    ...dossier,
    id: '3',
    code: '241112-0002',
    title: 'Đăng ký lại khai sinh có yếu tố nước ngoài',
    applicant: 'Tăng Vĩnh Phúc',
    left: '5 giờ 18',
    used: 0.6,
    waits: [{ from: 0.48, length: 0.12 }],
    flags: <Tag state="paused">Bổ sung rồi</Tag>,
    marked: true,
  },
]

function QueueSpecimens() {
  return (
    <>
      <Queue label="Ví dụ hàng đợi">
        <QueueGroup title="Quá hạn" count={1} state="late">
          <QueueRow {...late} />
        </QueueGroup>
        <QueueGroup title="Đến hạn hôm nay" count={2} state="soon">
          {due.map((row) => (
            <QueueRow key={row.id} {...row} />
          ))}
        </QueueGroup>
      </Queue>
      <BulkBar marked={1}>
        <Button type="button">
          Trình ký <kbd>T</kbd>
        </Button>
        <Button type="button">
          Bỏ chọn <kbd>Esc</kbd>
        </Button>
      </BulkBar>
    </>
  )
}
