import { Button } from '../../components/button/Button.tsx'
import { ErrorSummary } from '../../components/error-summary/ErrorSummary.tsx'
import { DateField } from '../../components/field/DateField.tsx'
import { DayField } from '../../components/field/DayField.tsx'
import { CheckboxField, RadioField, SelectField, TextArea, TextField } from '../../components/field/Field.tsx'
import { FileField, FileRow } from '../../components/field/FileField.tsx'
import { Locked } from '../../components/locked/Locked.tsx'
import { Progress, Saved } from '../../components/progress/Progress.tsx'
import { FilterChoice, Filters, FilterWords } from '../../components/search/Filters.tsx'
import { SearchForm } from '../../components/search/SearchForm.tsx'

const phoneError = 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0900 000 001'

export function FormSpecimens() {
  return (
    <section className="stack stack-lg" aria-labelledby="c7">
      <h2 id="c7">Biểu mẫu</h2>
      <div className="measure">
        <ErrorSummary takeFocus={false} fields={{ phone: phoneError, birthday: 'Nhập ngày sinh' }} />
      </div>
      <TextSpecimens />
      <ChoiceSpecimens />
      <div className="measure">
        <Locked
          facts={[
            { label: 'Số định danh', value: <span className="num">0950•••••001</span> },
            { label: 'Thường trú', value: 'Ấp Biển Tây, xã Vĩnh Trạch Đông' },
          ]}
          source="CSDL quốc gia về dân cư"
          at={{ iso: '2024-11-20T09:43', text: '09:43' }}
          reportHref="#c7"
        />
      </div>
      <div className="measure">
        <FileField name="paper" label="Ảnh chụp giấy chứng sinh" hint="JPG, PNG hoặc PDF, tối đa 20 MB.">
          <FileRow name="giay-chung-sinh.jpg" note="1,2 MB, rõ, đủ bốn góc">
            <Button type="button" kind="bare">
              Bỏ
            </Button>
          </FileRow>
        </FileField>
      </div>
      <div className="measure">
        <Progress step={2} of={4} />
      </div>
      <p>
        <Saved at={{ iso: '2024-11-20T09:48', text: '09:48' }} />
      </p>
      <div className="panel stack stack-sm">
        <h3>
          <label htmlFor="code">Theo dõi hồ sơ</label>
        </h3>
        <SearchForm id="code" name="ma" action="/tra-cuu" button="Xem" numeric />
      </div>
      <Filters label="Cơ quan, đơn vị" button="Tìm">
        <FilterWords name="q" label="Tên hoặc mã" value={undefined} />
        <FilterChoice
          name="loai"
          label="Loại"
          any="Mọi loại"
          value="xa"
          choices={[{ value: 'xa', label: 'UBND cấp xã' }]}
        />
      </Filters>
    </section>
  )
}

function TextSpecimens() {
  return (
    <>
      <TextField
        name="full-name"
        label="Họ, chữ đệm, tên"
        optional
        hint="Viết đủ dấu."
        value="Thachj Minh Khôi"
        warning="“Thachj” có vẻ còn sót phím gõ. Nếu đúng là vậy, cứ tiếp tục."
      />
      <TextField
        name="phone"
        label="Số điện thoại"
        value="0900 000"
        inputMode="tel"
        size={10}
        numeric
        error={phoneError}
      />
      <DateField name="birthday" label="Ngày sinh" error="Nhập ngày sinh" />
      <DayField name="valid-from" label="Từ ngày" value="2024-11-20" />
      <TextArea name="reason" label="Lý do" rows={3} value="Ghi ngược hai số khi cấp lại năm 2005" />
    </>
  )
}

function ChoiceSpecimens() {
  return (
    <>
      <RadioField
        name="delivery"
        label="Nhận kết quả"
        value="electronic"
        choices={[
          { value: 'electronic', label: 'Bản điện tử', note: 'Có ngay khi ký xong' },
          { value: 'post', label: 'Bản giấy, qua bưu điện', note: '28.000 đồng, 2 ngày' },
        ]}
      />
      <CheckboxField
        name="together"
        label="Bạn còn muốn làm cùng lúc"
        values={['insurance']}
        choices={[
          {
            value: 'insurance',
            label: 'Thẻ bảo hiểm y tế cho con',
            note: 'Không phải nộp thêm giấy tờ, miễn phí',
          },
          { value: 'residence', label: 'Đăng ký thường trú cho con', note: 'Vào hộ của mẹ' },
        ]}
      />
      <SelectField
        name="place"
        label="Nơi nhận"
        value="nha-mat"
        choices={[{ value: 'nha-mat', label: 'Phường Nhà Mát, thành phố Bạc Liêu' }]}
      />
    </>
  )
}
