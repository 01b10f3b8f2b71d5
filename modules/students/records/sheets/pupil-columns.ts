import type { Choice, SheetColumn } from '../../../../platform/sheet.ts'
import { disabilityChoices, ethnicityChoices, nationalityChoices, religionChoices, sexChoices } from './choices.ts'

const text = (key: string, title: string, width: number, aliases: readonly string[] = []): SheetColumn => ({
  key,
  title,
  kind: 'text',
  width,
  aliases,
})

const choice = (
  key: string,
  title: string,
  width: number,
  choices: readonly Choice[],
  aliases: readonly string[] = [],
): SheetColumn => ({ key, title, kind: 'choice', width, choices, aliases })

/** A guardian's columns: the words for the kind, as lists of schools write them. */
const guardian = (kind: 'father' | 'mother' | 'guardian', words: readonly [string, ...string[]]): SheetColumn[] => {
  const [word] = words
  const named = (...starts: string[]) => starts.flatMap((start) => words.map((name) => `${start} ${name}`))
  return [
    text(`${kind}_name`, `Họ tên ${word}`, 26, [...named('Họ và tên', 'Họ tên', 'Tên', 'Họ, tên'), ...words]),
    { ...text(`${kind}_birth_year`, `Năm sinh ${word}`, 9, named('Năm sinh')), kind: 'number', min: 1900, max: 2020 },
    text(`${kind}_occupation`, `Nghề nghiệp ${word}`, 16, named('Nghề nghiệp', 'Nghề', 'Công việc')),
    text(`${kind}_phone`, `Điện thoại ${word}`, 13, named('Điện thoại', 'Số điện thoại', 'SĐT', 'ĐT', 'Di động')),
    text(
      `${kind}_identity_number`,
      `Số định danh ${word}`,
      15,
      named('Số định danh', 'CCCD', 'Số CCCD', 'CMND', 'Số CMND'),
    ),
  ]
}

/** The columns of a list of pupils that a school brings or takes, with the titles under which other programs know them. */
export const pupilColumns: readonly SheetColumn[] = [
  { key: 'row', title: 'STT', kind: 'number', width: 6, counter: true, aliases: ['TT', 'Số thứ tự', 'Số TT'] },
  text('code', 'Mã học sinh', 14, ['Mã HS', 'Mã định danh học sinh', 'Mã định danh HS', 'Mã số học sinh', 'Mã MOET']),
  {
    ...text('full_name', 'Họ và tên', 28, [
      'Họ tên',
      'Họ và tên học sinh',
      'Họ tên học sinh',
      'Tên học sinh',
      'Họ và tên HS',
      'Họ tên HS',
      'Họ và tên khai sinh',
    ]),
    required: true,
    parts: [['Họ và tên đệm', 'Họ đệm', 'Họ và đệm', 'Họ và chữ đệm', 'Họ lót', 'Họ và tên lót', 'Họ'], ['Tên']],
  },
  {
    key: 'birth_date',
    title: 'Ngày sinh',
    kind: 'day',
    width: 12,
    required: true,
    aliases: ['Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'Sinh ngày', 'Ngày/tháng/năm sinh', 'NTNS'],
  },
  choice('sex', 'Giới tính', 9, sexChoices, ['Nam/Nữ', 'Phái', 'GT']),
  text('class', 'Lớp', 8, ['Tên lớp', 'Lớp học', 'Lớp năm học này']),
  text('identity_number', 'Số định danh cá nhân', 16, [
    'Số định danh',
    'Mã định danh',
    'Mã định danh cá nhân',
    'CCCD',
    'Số CCCD',
    'Định danh cá nhân',
    'Số CCCD/Định danh',
    'CMND/CCCD',
  ]),
  text('birth_place', 'Nơi sinh', 22, ['Quê quán']),
  choice('ethnicity', 'Dân tộc', 12, ethnicityChoices),
  choice('religion', 'Tôn giáo', 14, religionChoices),
  choice('nationality', 'Quốc tịch', 12, nationalityChoices),
  text('residence', 'Nơi ở hiện nay', 32, [
    'Chỗ ở hiện nay',
    'Chỗ ở hiện tại',
    'Nơi ở hiện tại',
    'Địa chỉ',
    'Nơi thường trú',
    'Hộ khẩu thường trú',
    'Địa chỉ thường trú',
    'Nơi cư trú',
  ]),
  text('phone', 'Điện thoại', 13, ['Số điện thoại', 'SĐT', 'Điện thoại liên hệ', 'SĐT liên hệ', 'ĐT liên lạc']),
  {
    ...text('policy_groups', 'Diện chính sách', 26, [
      'Đối tượng chính sách',
      'Đối tượng ưu tiên',
      'Chính sách',
      'Diện ưu tiên',
    ]),
    hint: 'Nhiều diện cách nhau bằng dấu chấm phẩy',
  },
  choice(
    'poor_household',
    'Hộ nghèo',
    12,
    [
      { value: 'poor', title: 'Hộ nghèo', aliases: ['x', 'Có', 'Nghèo'] },
      { value: 'near_poor', title: 'Hộ cận nghèo', aliases: ['Cận nghèo'] },
    ],
    ['Hoàn cảnh', 'Hộ nghèo, cận nghèo'],
  ),
  choice('disability', 'Khuyết tật', 18, disabilityChoices, ['Loại khuyết tật', 'Dạng khuyết tật']),
  choice(
    'union_member',
    'Đội viên, đoàn viên',
    12,
    [
      { value: 'pioneer', title: 'Đội viên' },
      { value: 'youth_union', title: 'Đoàn viên' },
    ],
    ['Đoàn/Đội', 'Đoàn đội', 'Đoàn viên', 'Đội viên'],
  ),
  text('register_number', 'Số đăng bộ', 12, ['Sổ đăng bộ', 'Số ĐB']),
  { key: 'admitted_on', title: 'Ngày vào trường', kind: 'day', width: 12, aliases: ['Ngày nhập học', 'Ngày vào học'] },
  ...guardian('father', ['cha', 'bố', 'ba']),
  ...guardian('mother', ['mẹ', 'má']),
  ...guardian('guardian', ['người giám hộ', 'người đỡ đầu', 'người nuôi dưỡng']),
]

/** The kinds of guardians, in the order of the columns. */
export const guardianKinds = ['father', 'mother', 'guardian'] as const
