/** Words of accounts and posts, in Vietnamese. */
export const vi = {
  'identity.wrong_password':
    'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock, hoặc xin nhà trường cấp lại mật khẩu.',
  'identity.too_many_attempts': 'Sai quá nhiều lần. Thử lại sau {minutes} phút.',
  'identity.role.administrator': 'Quản trị',
  'identity.role.leader': 'Lãnh đạo sở',
  'identity.role.officer': 'Chuyên viên sở',
  'identity.role.commune_officer': 'Cán bộ xã',
  'identity.role.principal': 'Hiệu trưởng',
  'identity.role.vice_principal': 'Phó hiệu trưởng',
  'identity.role.school_administrator': 'Giáo vụ',
  'identity.role.team_head': 'Tổ trưởng chuyên môn',
  'identity.role.teacher': 'Giáo viên',
  'identity.role.subject_teacher': 'Giáo viên bộ môn',
  'identity.role.homeroom': 'Giáo viên chủ nhiệm',
  'identity.role.clerk': 'Văn thư',
  'identity.role.librarian': 'Thủ thư',
  'identity.role.equipment_keeper': 'Cán bộ thiết bị',
  'identity.role.pupil': 'Học sinh',
  'identity.role.parent': 'Phụ huynh',
  'identity.role.stand_in': 'Trực thay',
} as const

type Vi = typeof vi
declare module '../../../platform/text.ts' {
  interface Texts extends Vi {}
}
