import type { Sheet, SheetColumn } from '../../../platform/sheet.ts'
import { vi } from './texts/vi.ts'

/** A subject as its column needs it. */
export interface SubjectLine {
  id: number
  name: string
  short_name: string
  position: number
  grade: number
  assessment: 'scored' | 'comment'
}

/** The key of a subject's column. */
export const subjectKey = (subject_id: number): string => `subject_${subject_id}`

const levels = [
  { value: '4', title: 'Tốt', aliases: ['T', 'Hoàn thành xuất sắc', 'HTXS', 'Xuất sắc'] },
  { value: '3', title: 'Khá', aliases: ['K', 'Hoàn thành tốt', 'HTT'] },
  { value: '2', title: 'Đạt', aliases: ['Đ', 'Hoàn thành', 'HT'] },
  { value: '1', title: 'Chưa đạt', aliases: ['CĐ', 'Chưa hoàn thành', 'CHT'] },
]
const conducts = levels.map(({ value, title, aliases }) => ({ value, title, aliases: aliases.slice(0, 1) }))
const outcomes = [
  { value: 'promoted', title: 'Lên lớp', aliases: ['Được lên lớp', 'LL'] },
  {
    value: 'completed',
    title: 'Hoàn thành chương trình',
    aliases: ['Hoàn thành chương trình tiểu học', 'Hoàn thành chương trình THCS', 'HTCT', 'HTCTTH'],
  },
  { value: 'summer_training', title: 'Rèn luyện trong hè', aliases: ['Rèn luyện hè'] },
  { value: 'reassessment', title: 'Kiểm tra lại', aliases: ['Thi lại', 'Kiểm tra, đánh giá lại'] },
  { value: 'reassessment_and_training', title: 'Rèn luyện hè và kiểm tra lại' },
  { value: 'retained', title: 'Ở lại lớp', aliases: ['Không được lên lớp', 'Lưu ban'] },
]
const titles = [
  { value: 'excellent', title: 'Học sinh Xuất sắc', aliases: ['HSXS', 'Xuất sắc'] },
  { value: 'good', title: 'Học sinh Giỏi', aliases: ['HSG', 'Giỏi', 'Học sinh Tiêu biểu'] },
]

/** The sheet of last year's results, with a column for each subject of the programme. */
export function resultSheet(lines: readonly SubjectLine[]): Sheet {
  const subjects = [...new Map(lines.map((line) => [line.id, line])).values()].toSorted(
    (a, b) => a.position - b.position,
  )
  return {
    name: vi['carried.sheet'],
    title: vi['carried.sheet_title'],
    frozenColumns: 2,
    columns: [
      { key: 'code', title: vi['carried.column.code'], kind: 'text', width: 14, aliases: ['Mã HS', 'Mã số học sinh'] },
      {
        key: 'full_name',
        title: vi['carried.column.full_name'],
        kind: 'text',
        width: 28,
        required: true,
        aliases: ['Họ tên', 'Họ và tên học sinh', 'Họ tên học sinh'],
        parts: [['Họ và tên đệm', 'Họ đệm', 'Họ và đệm', 'Họ'], ['Tên']],
      },
      {
        key: 'birth_date',
        title: vi['carried.column.birth_date'],
        kind: 'day',
        width: 12,
        required: true,
        aliases: ['Ngày, tháng, năm sinh', 'Ngày tháng năm sinh'],
      },
      { key: 'class', title: vi['carried.column.class'], kind: 'text', width: 10, aliases: ['Lớp', 'Lớp năm học này'] },
      { key: 'school', title: vi['carried.column.school'], kind: 'text', width: 28, aliases: ['Trường', 'Trường cũ'] },
      { key: 'last_class', title: vi['carried.column.last_class'], kind: 'text', width: 10, aliases: ['Lớp cũ'] },
      {
        key: 'grade',
        title: vi['carried.column.grade'],
        kind: 'number',
        width: 8,
        min: 1,
        max: 12,
        hint: vi['carried.hint.grade'],
      },
      {
        key: 'level',
        title: vi['carried.column.level'],
        kind: 'choice',
        width: 14,
        required: true,
        choices: levels,
        aliases: ['Học tập', 'KQHT', 'Mức học tập'],
        hint: vi['carried.hint.level'],
      },
      {
        key: 'conduct',
        title: vi['carried.column.conduct'],
        kind: 'choice',
        width: 14,
        choices: conducts,
        aliases: ['Rèn luyện', 'KQRL', 'Mức rèn luyện'],
      },
      {
        key: 'absences',
        title: vi['carried.column.absences'],
        kind: 'number',
        width: 10,
        min: 0,
        max: 300,
        aliases: ['Số buổi nghỉ học', 'Nghỉ'],
      },
      {
        key: 'outcome',
        title: vi['carried.column.outcome'],
        kind: 'choice',
        width: 20,
        required: true,
        choices: outcomes,
        aliases: ['Lên lớp', 'Được lên lớp', 'Kết quả'],
      },
      { key: 'title', title: vi['carried.column.title'], kind: 'choice', width: 18, choices: titles },
      ...subjects.map((line): SheetColumn => ({
        key: subjectKey(line.id),
        title: line.name,
        kind: line.assessment === 'scored' ? 'mark' : 'choice',
        width: 9,
        aliases: line.short_name === line.name ? [] : [line.short_name],
        ...(line.assessment === 'comment' && {
          choices: [
            { value: 'pass', title: 'Đ', aliases: ['Đạt'] },
            { value: 'fail', title: 'CĐ', aliases: ['Chưa đạt'] },
          ],
        }),
      })),
    ],
  }
}
