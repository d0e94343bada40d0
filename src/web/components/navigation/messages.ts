import { defineMessages } from '../../messages/define.ts'

export const navigationMessages = defineMessages({
  vi: {
    breadcrumb: 'Đường dẫn',
    home: 'Trang đầu',
    pager: 'Phân trang',
    previous: 'Trang trước',
    next: 'Trang sau',
  },
  en: {
    breadcrumb: 'Breadcrumb',
    home: 'Home',
    pager: 'Pages',
    previous: 'Previous page',
    next: 'Next page',
  },
})
