import { defineMessages } from '../../messages/define.ts'

export const adminNavMessages = defineMessages({
  vi: {
    title: 'Quản trị',
    pages: {
      '/quan-tri': 'Tổng quan',
      '/quan-tri/thu-tuc': 'Thủ tục',
      '/quan-tri/co-quan': 'Cơ quan',
      '/quan-tri/can-bo': 'Cán bộ',
      '/quan-tri/vai-tro': 'Vai trò',
      '/quan-tri/lich': 'Lịch làm việc',
      '/quan-tri/chu-ky': 'Chữ ký số',
      '/quan-tri/su-kien': 'Sổ sự kiện',
      '/quan-tri/viec-nen': 'Việc nền',
      '/quan-tri/sap-xep': 'Sắp xếp đơn vị',
      '/thu-di': 'Thư đi',
    },
  },
  en: {
    title: 'Administration',
    pages: {
      '/quan-tri': 'Overview',
      '/quan-tri/thu-tuc': 'Procedures',
      '/quan-tri/co-quan': 'Agencies',
      '/quan-tri/can-bo': 'Officers',
      '/quan-tri/vai-tro': 'Roles',
      '/quan-tri/lich': 'Working calendar',
      '/quan-tri/chu-ky': 'Digital signatures',
      '/quan-tri/su-kien': 'Event log',
      '/quan-tri/viec-nen': 'Jobs',
      '/quan-tri/sap-xep': 'Reorganisation',
      '/thu-di': 'Outbox',
    },
  },
})
