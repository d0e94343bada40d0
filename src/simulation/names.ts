import { pick, type Random, weighted } from './random.ts'

export type Ethnicity = 'Kinh' | 'Khmer' | 'Hoa'

const families: Readonly<Record<Ethnicity, (random: Random) => string>> = {
  Kinh: weighted([
    ['Nguyễn', 30],
    ['Trần', 14],
    ['Lê', 9],
    ['Phạm', 7],
    ['Huỳnh', 7],
    ['Võ', 5],
    ['Phan', 4],
    ['Trương', 4],
    ['Lâm', 3],
    ['Bùi', 3],
    ['Đặng', 3],
    ['Ngô', 2],
    ['Dương', 2],
    ['Hồ', 2],
    ['Đỗ', 2],
    ['Tô', 1],
    ['Mai', 1],
    ['Cao', 1],
  ]),
  Khmer: weighted([
    ['Thạch', 20],
    ['Sơn', 18],
    ['Danh', 18],
    ['Kim', 14],
    ['Lâm', 10],
    ['Lý', 8],
    ['Châu', 6],
    ['Kiên', 3],
    ['Trà', 3],
  ]),
  Hoa: weighted([
    ['Quách', 16],
    ['Trần', 16],
    ['Lâm', 14],
    ['Lý', 12],
    ['Tạ', 10],
    ['Lưu', 9],
    ['Hứa', 9],
    ['Vương', 7],
    ['Mã', 4],
    ['Ngụy', 3],
  ]),
}

const middles = {
  male: 'Văn Văn Văn Hoàng Minh Quốc Thanh Hữu Công Đức Nhật Trung Chí Phước Tấn Ngọc'.split(' '),
  female: 'Thị Thị Thị Ngọc Kim Mỹ Thanh Thúy Hồng Bích Cẩm Tuyết Thu Diễm Kiều'.split(' '),
}
const givens = {
  male: 'An Bảo Bình Cường Dũng Duy Đạt Hải Hào Hậu Hiếu Hòa Hùng Huy Khánh Khoa Kiệt Lâm Lộc Long Luân Nam Nghĩa Nhân Phát Phong Phúc Quang Quân Sang Sơn Tài Tâm Thắng Thiện Thịnh Toàn Trí Trung Tuấn Tùng Út Việt Vinh'.split(
    ' ',
  ),
  female:
    'An Anh Bé Cúc Diễm Dung Duyên Đào Giang Hà Hạnh Hằng Hân Hiền Hoa Hồng Huệ Hương Lan Liên Linh Loan Ly Mai My Nga Ngân Nguyệt Nhi Nhung Oanh Phượng Quyên Sương Thảo Thắm Thơ Thu Thủy Tiên Trang Trinh Trúc Tuyền Vân Vy Xuân Yến'.split(
      ' ',
    ),
}
const khmerGivens = {
  male: [
    'Rinh',
    'Sanh',
    'Sô Kha',
    'Sóc Kha',
    'Vi Sal',
    'Som Nang',
    'Đa Ra',
    'Ra Thi',
    'Bun Thươn',
    'Sa Von',
    'Chanh Đa',
    'Thươl',
  ],
  female: [
    'Sa Rết',
    'Bô Pha',
    'Ry Na',
    'Thi Đa',
    'Sô Phia',
    'Chanh Thu',
    'Sa Ri',
    'Đa Ny',
    'Sóc Khum',
    'Na Rinh',
    'Pha La',
    'Ra Vy',
  ],
}

/** A made-up full name as the people of that ethnicity bear it here. */
export function fullName(random: Random, ethnicity: Ethnicity, sex: 'male' | 'female'): string {
  const family = families[ethnicity](random)
  if (ethnicity === 'Khmer') {
    const middle = sex === 'female' && random() < 0.5 ? ' Thị' : ''
    return `${family}${middle} ${pick(random, khmerGivens[sex])}`
  }
  const double = random() < 0.3 ? ` ${pick(random, middles[sex])}` : ''
  const middle = pick(random, middles[sex])
  const extra = double.trim() === middle ? '' : double
  return `${family} ${middle}${extra} ${pick(random, givens[sex])}`
}
