import { splitName, unaccented } from '../../platform/name.ts'

/**
 * The persons and small stories of the demo that documentation, screenshots and the sign-in page know by name. All live
 * around one class of the biggest school; where a small demo has no such class, the first one of the grade stands in.
 */
export const known = {
  province: { code: '00', name: 'Tỉnh Tân Lạc', short_name: 'Tân Lạc' },
  officials: [
    {
      role_key: 'administrator',
      role: 'administrator',
      login: 'quantri.so',
      name: 'Đỗ Minh Quân',
      sex: 1,
      subject_ids: null,
      levels: null,
    },
    {
      role_key: 'leader',
      role: 'leader',
      login: 'lanhdao.so',
      name: 'Hoàng Đức Thành',
      sex: 1,
      subject_ids: null,
      levels: null,
    },
    {
      role_key: 'officer',
      role: 'officer',
      login: 'cv.thcs',
      name: 'Lê Thị Hồng Vân',
      sex: 2,
      subject_ids: null,
      levels: ['lower_secondary'],
    },
    {
      role_key: null,
      role: 'officer',
      login: 'cv.toan',
      name: 'Trịnh Văn Khoát',
      sex: 1,
      subject_ids: [2, 14],
      levels: null,
    },
    {
      role_key: null,
      role: 'officer',
      login: 'cv.thpt',
      name: 'Nguyễn Thị Thanh Bình',
      sex: 2,
      subject_ids: null,
      levels: ['upper_secondary'],
    },
  ],
  communeOfficer: 'Bùi Thị Hạnh',
  principal: 'Phạm Quốc Hùng',
  /** By profile, the first teachers of the school. */
  teachers: {
    toan: ['Trần Thị Thu Lan'],
    van: ['Phạm Thị Thu Hà', 'Đỗ Hoàng Việt'],
    tin: ['Lê Thị Nga'],
    anh: ['Nguyễn Hồng Phúc'],
  } as Record<string, string[]>,
  classGrade: 9,
  className: '9A2',
  mathsTeacher: 'Trần Thị Thu Lan',
  homeroomTeacher: 'Phạm Thị Thu Hà',
  /** Who teaches what in the newest year: class, subject, teacher. */
  assignments: [
    ['9A2', 2, 'Trần Thị Thu Lan'],
    ['9A3', 2, 'Trần Thị Thu Lan'],
    ['8A1', 2, 'Trần Thị Thu Lan'],
    ['8A4', 2, 'Trần Thị Thu Lan'],
    ['9A2', 1, 'Phạm Thị Thu Hà'],
    ['9A1', 1, 'Phạm Thị Thu Hà'],
    ['7A1', 1, 'Đỗ Hoàng Việt'],
    ['6A5', 14, 'Lê Thị Nga'],
  ] as readonly (readonly [string, number, string])[],
  /** Midterm columns that are not ready: class, subject, how many pupils have a mark. */
  lateMidterms: [
    ['8A4', 2, 0],
    ['9A2', 2, 17],
    ['7A1', 1, 12],
    ['6A5', 14, 30],
  ] as readonly (readonly [string, number, number])[],
  /** A class whose midterm marks in one subject stand out: class, subject, tenths added. */
  oddMidterm: ['8A2', 3, -21] as const,
  /** A column corrected after its lock, because it was typed into the wrong place. */
  correctedAfterLock: ['7A3', 6] as const,
  /** Pupils of the known class, added to those that chance has put there. */
  pupils: [
    { full_name: 'Nguyễn Bảo Châu', sex: 2, ethnicity: '01' },
    { full_name: 'Trần Hải Đăng', sex: 1, ethnicity: '01' },
    { full_name: 'Triệu Mai Hương', sex: 2, ethnicity: '09' },
    { full_name: 'Bàn Văn Thắng', sex: 1, ethnicity: '09' },
    { full_name: 'Vi Thị Trà My', sex: 2, ethnicity: '02' },
    { full_name: 'Đặng Ngọc Diệp', sex: 2, ethnicity: '01' },
    // Equal names, told apart by birth date; and one name in two spellings.
    { full_name: 'Nguyễn Thị Ngọc Anh', sex: 2, ethnicity: '01' },
    { full_name: 'Nguyễn Thị Ngọc Anh', sex: 2, ethnicity: '01' },
    { full_name: 'Lê Thị Hòa', sex: 2, ethnicity: '01' },
    { full_name: 'Lê Thị Hoà', sex: 2, ethnicity: '01' },
    { full_name: "H'Linh Niê", sex: 2, ethnicity: '12' },
  ] as readonly { full_name: string; sex: 1 | 2; ethnicity: string }[],
  /** A boy whose absences come near the limit of 45 half-days. */
  oftenAbsent: { full_name: 'Lò Văn Pản', sex: 1, ethnicity: '03', className: '9A4', absences: 41, unexcused: 18 },
  father: { name: 'Nguyễn Văn Thành', phone: '0900000012' },
  children: [
    { full_name: 'Nguyễn Minh Khôi', sex: 1, birth_date: '-04-17' },
    { full_name: 'Nguyễn An Nhiên', sex: 2, birth_date: '-09-02' },
  ],
  /** The maths teacher's own child, at another school. */
  teachersChild: { full_name: 'Phạm Gia Hân', sex: 2, family: 'Phạm' },
} as const

/** The login of a known teacher. */
export const knownLogin = (name: string): string => `gv.${unaccented(splitName(name).given)}`

/** The logins of all known teachers. */
export const knownLogins: readonly string[] = Object.values(known.teachers).flat().map(knownLogin)

/** The password of every demo account. */
export const demoPassword = 'truong-2026'
