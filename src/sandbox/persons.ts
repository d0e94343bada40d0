import type { OfficerWithPosts, RoleName } from '../systems/administration/index.ts'

/** A made-up person to sign in as. Numbers beginning with 0950000000 are given to nobody. */
export type SamplePerson = {
  /** Short name in tests and the subject at the sandbox sign-in. */
  readonly key: string
  readonly kind: 'citizen' | 'officer'
  readonly name: string
  /** The heading under which the sign-in page shows the person. */
  readonly group: string
  /** What the sign-in page says below the name. */
  readonly about: string
  readonly claims: Readonly<Record<string, unknown>>
}

type Citizen = {
  readonly key: string
  readonly name: string
  readonly number: string
  readonly born: string
  readonly sex: 'male' | 'female'
  readonly ethnicity: string
  readonly address: string
  readonly area: string
  readonly about: string
}

const citizens: readonly Citizen[] = [
  {
    key: 'lan',
    name: 'Nguyễn Thị Lan',
    number: '095000000001',
    born: '1994-03-12',
    sex: 'female',
    ethnicity: 'Kinh',
    address: '27 đường Bà Triệu, phường 3, thành phố Bạc Liêu, tỉnh Bạc Liêu',
    area: '31816',
    about: 'mới sinh con, phường 3, TP Bạc Liêu',
  },
  {
    key: 'thach-rinh',
    name: 'Thạch Sô Rinh',
    number: '095000000002',
    born: '1988-11-02',
    sex: 'male',
    ethnicity: 'Khmer',
    address: 'Ấp Biển Tây A, xã Vĩnh Trạch Đông, thành phố Bạc Liêu, tỉnh Bạc Liêu',
    area: '31837',
    about: 'trồng hành, xã Vĩnh Trạch Đông, TP Bạc Liêu',
  },
  {
    key: 'quach-muoi',
    name: 'Quách Tú Muội',
    number: '095000000003',
    born: '1979-07-21',
    sex: 'female',
    ethnicity: 'Hoa',
    address: '112 đường Trần Phú, phường 1, thành phố Bạc Liêu, tỉnh Bạc Liêu',
    area: '31825',
    about: 'bán vải, phường 1, TP Bạc Liêu',
  },
  {
    key: 'danh-thanh',
    name: 'Danh Thị Thanh',
    number: '095000000004',
    born: '1965-01-30',
    sex: 'female',
    ethnicity: 'Khmer',
    address: 'Ấp Ninh Lợi, xã Ninh Quới, huyện Hồng Dân, tỉnh Bạc Liêu',
    area: '31846',
    about: 'làm ruộng, xã Ninh Quới, huyện Hồng Dân',
  },
  {
    key: 'phuc',
    name: 'Trần Văn Phúc',
    number: '095000000005',
    born: '1971-05-19',
    sex: 'male',
    ethnicity: 'Kinh',
    address: 'Ấp Cây Dừa, xã Châu Hưng A, huyện Vĩnh Lợi, tỉnh Bạc Liêu',
    area: '31903',
    about: 'chủ máy cày, xã Châu Hưng A, huyện Vĩnh Lợi',
  },
  {
    key: 'son-dara',
    name: 'Sơn Thị Đa Ra',
    number: '095000000006',
    born: '2000-09-08',
    sex: 'female',
    ethnicity: 'Khmer',
    address: 'Ấp Cù Lao, xã Hưng Hội, huyện Vĩnh Lợi, tỉnh Bạc Liêu',
    area: '31909',
    about: 'sinh viên, xã Hưng Hội, huyện Vĩnh Lợi',
  },
  {
    key: 'lam-hue',
    name: 'Lâm Huệ Bình',
    number: '095000000007',
    born: '1985-12-25',
    sex: 'male',
    ethnicity: 'Hoa',
    address: '8 đường 30 tháng 4, phường 1, thị xã Giá Rai, tỉnh Bạc Liêu',
    area: '31942',
    about: 'mở quán ăn, phường 1, thị xã Giá Rai',
  },
  {
    key: 'kim-sanh',
    name: 'Kim Sanh',
    number: '095000000008',
    born: '1958-04-14',
    sex: 'male',
    ethnicity: 'Khmer',
    address: 'Ấp Láng Giài, thị trấn Hòa Bình, huyện Hòa Bình, tỉnh Bạc Liêu',
    area: '31891',
    about: 'nghỉ hưu, thị trấn Hòa Bình, huyện Hòa Bình',
  },
  {
    key: 'hanh',
    name: 'Phạm Ngọc Hạnh',
    number: '095000000009',
    born: '1990-06-06',
    sex: 'female',
    ethnicity: 'Kinh',
    address: 'Ấp 2, thị trấn Gành Hào, huyện Đông Hải, tỉnh Bạc Liêu',
    area: '31972',
    about: 'giáo viên, thị trấn Gành Hào, huyện Đông Hải',
  },
  {
    key: 'ly-quoc',
    name: 'Lý Quốc Nam',
    number: '095000000010',
    born: '1996-02-17',
    sex: 'male',
    ethnicity: 'Hoa',
    address: 'Ấp Long Thành, thị trấn Phước Long, huyện Phước Long, tỉnh Bạc Liêu',
    area: '31867',
    about: 'lái xe, thị trấn Phước Long, huyện Phước Long',
  },
  {
    key: 'truc',
    name: 'Huỳnh Thanh Trúc',
    number: '095000000011',
    born: '1982-10-10',
    sex: 'female',
    ethnicity: 'Kinh',
    address: 'Ấp Vĩnh Tân, xã Vĩnh Hậu, huyện Hòa Bình, tỉnh Bạc Liêu',
    area: '31927',
    about: 'nuôi tôm, xã Vĩnh Hậu, huyện Hòa Bình',
  },
]

type Place = {
  readonly prefix: string
  readonly office: string
  /** The one-stop desk of the office; none where others take in for it. */
  readonly desk: string | null
  readonly name: string
}

const places: readonly Place[] = [
  { prefix: 'p1', office: 'BL-31825', desk: 'BL-31825-MC', name: 'UBND phường 1, TP Bạc Liêu' },
  { prefix: 'vtd', office: 'BL-31837', desk: 'BL-31837-MC', name: 'UBND xã Vĩnh Trạch Đông, TP Bạc Liêu' },
  { prefix: 'hb', office: 'BL-961', desk: 'BL-961-MC', name: 'UBND huyện Hòa Bình' },
  { prefix: 'stp', office: 'BL-STP', desk: 'BL-TTPVHCC', name: 'Sở Tư pháp' },
  { prefix: 'vtd-ca', office: 'BL-31837-CA', desk: null, name: 'Công an xã Vĩnh Trạch Đông' },
  { prefix: 'bhxh', office: 'BL-BHXH', desk: null, name: 'Bảo hiểm xã hội tỉnh' },
]

/** In the order receiver, specialist, department head, leader, clerk. */
const staff: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  p1: ['Lê Kim Chi', 'Trương Minh Tuấn', 'Ngô Thị Bích', 'Đỗ Hoàng Long', 'Mai Thu Hà'],
  vtd: ['Thạch Thị Sa Rết', 'Nguyễn Hữu Nghĩa', 'Trần Thị Diễm', 'Sơn Minh Khoa', 'Lâm Thúy An'],
  hb: ['Phan Thị Tuyết', 'Võ Thành Đạt', 'Bùi Quang Vinh', 'Nguyễn Trọng Nhân', 'Dương Ngọc Mỹ'],
  'vtd-ca': ['', 'Trần Quốc Thái', 'Huỳnh Văn Lực', 'Lê Hoàng Phong', 'Kim Thị Bé'],
  bhxh: ['', 'Vương Thị Kim Loan', 'Diệp Minh Trí', 'Lương Thế Hùng', 'Cao Thị Ngân'],
  stp: ['Hồ Thị Cẩm Tú', 'Đặng Văn Hải', 'Quách Gia Bảo', 'Tạ Thị Phương', 'Lưu Hồng Nhung'],
}

const roleOrder: readonly (readonly [RoleName, string, string])[] = [
  ['receiver', 'receiver', 'Công chức tiếp nhận và trả kết quả'],
  ['specialist', 'specialist', 'Công chức tư pháp - hộ tịch'],
  ['department-head', 'head', 'Phụ trách chuyên môn'],
  ['leader', 'leader', 'Lãnh đạo ký duyệt'],
  ['clerk', 'clerk', 'Văn thư'],
]

/** Where the usual title does not fit. */
const titles: Readonly<Record<string, Partial<Record<RoleName, string>>>> = {
  'vtd-ca': { specialist: 'Cán bộ quản lý cư trú', leader: 'Trưởng Công an xã' },
  bhxh: { specialist: 'Viên chức thu, sổ - thẻ', leader: 'Lãnh đạo Bảo hiểm xã hội tỉnh' },
}

type SampleOfficer = OfficerWithPosts & Pick<SamplePerson, 'key' | 'group' | 'about'>

const servesFrom = '2024-01-01'

function officersAt({ prefix, office, desk, name }: Place): SampleOfficer[] {
  return roleOrder.flatMap(([role, suffix, title], index) => {
    const agencyId = role === 'receiver' ? desk : office
    if (agencyId === null) return []
    return [
      {
        key: `${prefix}-${suffix}`,
        group: name,
        about: titles[prefix]?.[role] ?? title,
        employeeCode: `TN-${prefix.toUpperCase()}-${index + 1}`,
        fullName: staff[prefix]?.[index] ?? '',
        email: `${prefix}.${suffix}@tinhso.example`,
        subject: `${prefix}-${suffix}`,
        posts: [{ agencyId, role, title: titles[prefix]?.[role] ?? title, validFrom: servesFrom }],
      },
    ]
  })
}

const province: readonly (readonly [string, string, string, RoleName, string])[] = [
  ['province-leader', 'Nguyễn Văn Thịnh', 'BL', 'province-leader', 'Lãnh đạo UBND tỉnh'],
  [
    'administrator',
    'Trịnh Công Minh',
    'BL-STTTT',
    'administrator',
    'Quản trị hệ thống, Sở Thông tin và Truyền thông',
  ],
  ['operator', 'Châu Ngọc Diệp', 'BL-STTTT', 'operator', 'Trực điều hành IOC'],
]

const officers: readonly SampleOfficer[] = [
  ...places.flatMap(officersAt),
  ...province.map(([key, fullName, agencyId, role, title], index) => ({
    key,
    group: 'Tỉnh',
    about: title,
    employeeCode: `TN-T-${index + 1}`,
    fullName,
    email: `${key}@tinhso.example`,
    subject: key,
    posts: [{ agencyId, role, title, validFrom: servesFrom }],
  })),
]

/** The sample officers with their posts, for `loadOfficers`. */
export const sampleOfficers: readonly OfficerWithPosts[] = officers.map(
  ({ key: _key, group: _group, about: _about, ...officer }) => officer,
)

/** Everybody whom the sandbox sign-in offers, citizens first. */
export const samplePersons: readonly SamplePerson[] = [
  ...citizens.map((citizen, index) => ({
    key: citizen.key,
    kind: 'citizen' as const,
    name: citizen.name,
    group: 'Người dân',
    about: citizen.about,
    claims: {
      kind: 'citizen',
      name: citizen.name,
      identity_number: citizen.number,
      birthdate: citizen.born,
      gender: citizen.sex,
      ethnicity: citizen.ethnicity,
      address: { formatted: citizen.address },
      area_code: citizen.area,
      phone_number: `09000000${String(index + 1).padStart(2, '0')}`,
      email: `${citizen.key}@congdan.example`,
      identity_level: 2,
    },
  })),
  ...officers.map((officer) => ({
    key: officer.key,
    kind: 'officer' as const,
    name: officer.fullName,
    group: officer.group,
    about: officer.about,
    claims: { kind: 'officer', name: officer.fullName },
  })),
]
