import { compareText } from '../../../../platform/name.ts'
import type { Choice } from '../../../../platform/sheet.ts'
import { ethnicGroups, policyGroups, religions } from '../lists.ts'

const choicesOf = (list: Record<string, string>): Choice[] =>
  Object.entries(list)
    .map(([value, title]) => ({ value, title }))
    .sort((a, b) => (a.value < b.value ? -1 : 1))

const otherNames: Record<string, string[]> = {
  '01': ['Việt'],
  '05': ['Khmer'],
  '08': ['Mông', "H'Mông", 'Mèo'],
  '10': ['Jrai', 'Gia Rai'],
  '12': ['Rhade'],
  '20': ["M'nông", 'Mơ Nông'],
  '22': ['Stiêng', 'Xtiêng'],
}

/** Ethnic groups in the order of their codes; other ways of writing a name are understood on import. */
export const ethnicityChoices: readonly Choice[] = choicesOf(ethnicGroups).map((choice) => ({
  ...choice,
  aliases: otherNames[choice.value],
}))

/** Religions in the order of their codes. */
export const religionChoices: readonly Choice[] = choicesOf(religions).map((choice) =>
  choice.value === '00' ? { ...choice, aliases: ['Không có', 'Không tôn giáo'] } : choice,
)

/** Policy groups by name. */
export const policyChoices: readonly Choice[] = choicesOf(policyGroups).sort((a, b) => compareText(a.title, b.title))

/** Kinds of disability: Law 51/2010/QH12 on persons with disabilities, Điều 3(1). */
export const disabilityChoices: readonly Choice[] = [
  'Khuyết tật vận động',
  'Khuyết tật nghe, nói',
  'Khuyết tật nhìn',
  'Khuyết tật thần kinh, tâm thần',
  'Khuyết tật trí tuệ',
  'Khuyết tật khác',
].map((title) => ({ value: title, title, aliases: [title.replace('Khuyết tật ', '')] }))

/** Nationalities found in the schools of a Vietnamese province; any other code of ISO 3166 may be typed. */
export const nationalityChoices: readonly Choice[] = [
  { value: 'VN', title: 'Việt Nam', aliases: ['Việt'] },
  { value: 'LA', title: 'Lào' },
  { value: 'KH', title: 'Campuchia' },
  { value: 'CN', title: 'Trung Quốc' },
  { value: 'KR', title: 'Hàn Quốc' },
  { value: 'JP', title: 'Nhật Bản' },
  { value: 'US', title: 'Hoa Kỳ', aliases: ['Mỹ'] },
]

/** The sexes as lists write them. */
export const sexChoices: readonly Choice[] = [
  { value: '1', title: 'Nam', aliases: ['M', 'Trai'] },
  { value: '2', title: 'Nữ', aliases: ['F', 'Gái'] },
  { value: '0', title: 'Không rõ' },
]
