import type { Section } from './world.ts'

/** What a teacher was trained for. */
export interface Profile {
  name: string
  subject_ids: number[]
  team: string
  women: number
}

/** All that teachers are trained for, with their teams. */
export const profiles: readonly Profile[] = [
  { name: 'van', subject_ids: [1, 21], team: 'Ngữ văn', women: 0.85 },
  { name: 'toan', subject_ids: [2], team: 'Toán – Tin', women: 0.6 },
  { name: 'anh', subject_ids: [3], team: 'Ngoại ngữ', women: 0.88 },
  { name: 'sudia', subject_ids: [5, 4], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'su', subject_ids: [7], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'dia', subject_ids: [8, 9], team: 'Lịch sử – Địa lí – GDCD', women: 0.7 },
  { name: 'khtn', subject_ids: [6, 13], team: 'Khoa học tự nhiên', women: 0.6 },
  { name: 'li', subject_ids: [10], team: 'Khoa học tự nhiên', women: 0.5 },
  { name: 'hoa', subject_ids: [11], team: 'Khoa học tự nhiên', women: 0.6 },
  { name: 'sinh', subject_ids: [12, 13], team: 'Khoa học tự nhiên', women: 0.65 },
  { name: 'tin', subject_ids: [14], team: 'Toán – Tin', women: 0.5 },
  { name: 'thechat', subject_ids: [15, 16], team: 'Thể chất – Nghệ thuật', women: 0.25 },
  { name: 'nghethuat', subject_ids: [17, 18, 19], team: 'Thể chất – Nghệ thuật', women: 0.65 },
]

/** The lessons of a year are spread over so many weeks. */
export const weeks = 35

/** Who teaches a subject; technology belongs to science in lower and to biology in upper secondary school. */
export function profileOf(subject_id: number, sections: readonly Section[]): Profile {
  const lower = sections.some((section) => section.subject_id === 6)
  const able = profiles.filter(({ subject_ids }) => subject_ids.includes(subject_id))
  return (
    (lower ? able.find(({ name }) => name === 'khtn') : able.find(({ name }) => name === 'sinh')) ??
    able[0] ??
    profiles[0]!
  )
}
