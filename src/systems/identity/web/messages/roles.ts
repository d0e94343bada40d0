import { defineMessages } from '#web/messages/define.ts'

export const roleMessages = defineMessages({
  vi: {
    title: 'Vai trò và quyền',
    note: 'Bảng này đọc từ mã nguồn (src/systems/identity/roles.ts). Đổi quyền của một vai trò là đổi mã nguồn: có người đọc lại, có kiểm thử, có lịch sử.',
    role: 'Vai trò',
    permission: 'Quyền',
    scopes: {
      office: 'cơ quan',
      area: 'địa bàn',
      subtree: 'cấp dưới',
      province: 'toàn tỉnh',
    },
    scopeNotes: {
      office: 'cơ quan của vị trí, cùng các phòng và bộ phận Một cửa của nó',
      area: 'mọi cơ quan mà bộ phận Một cửa của địa bàn tiếp nhận thay',
      subtree: 'cơ quan của vị trí và mọi cơ quan cấp dưới',
      province: 'mọi cơ quan trong tỉnh',
    },
    scopesTitle: 'Quyền có ở đâu',
  },
  en: {
    title: 'Roles and permissions',
    note: 'This table is read from the source code (src/systems/identity/roles.ts). Changing what a role may do is a change of the code: reviewed, tested, with its history.',
    role: 'Role',
    permission: 'Permission',
    scopes: {
      office: 'agency',
      area: 'area',
      subtree: 'subtree',
      province: 'province',
    },
    scopeNotes: {
      office: 'the agency of the post, with its divisions and its one-stop desk',
      area: 'every agency for which the one-stop desk of the area receives',
      subtree: 'the agency of the post and every agency under it',
      province: 'every agency of the province',
    },
    scopesTitle: 'Where a permission counts',
  },
})
