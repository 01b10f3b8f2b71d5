import { divideHalfUp } from '../../modules/students/gradebook/rules/rounding.ts'
import type { Random } from './random.ts'
import type { Seat, Section } from './world.ts'

/** How marks of a subject lie: the mean and spread of a province in points, from what published statistics show. */
interface Spread {
  mean: number
  spread: number
}

const spreads: Record<number, Spread> = {
  1: { mean: 7.1, spread: 0.95 },
  2: { mean: 6.9, spread: 1.6 },
  3: { mean: 6.8, spread: 1.55 },
  4: { mean: 8.0, spread: 0.9 },
  5: { mean: 7.4, spread: 1.15 },
  6: { mean: 7.1, spread: 1.35 },
  7: { mean: 7.3, spread: 1.15 },
  8: { mean: 7.5, spread: 1.05 },
  9: { mean: 7.8, spread: 0.95 },
  10: { mean: 7.1, spread: 1.3 },
  11: { mean: 7.0, spread: 1.4 },
  12: { mean: 7.2, spread: 1.15 },
  13: { mean: 7.9, spread: 0.9 },
  14: { mean: 7.8, spread: 1.05 },
  16: { mean: 8.2, spread: 0.75 },
}

/** What a kind of assessment adds to the mean, how far chance moves one mark, and in which steps it is given. */
const kinds = {
  regular: { shift: 0.35, chance: 0.75, steps: [4, 2, 4, 2, 4, 2, 4, 2] },
  midterm: { shift: -0.1, chance: 0.65, steps: [1] },
  final: { shift: -0.2, chance: 0.6, steps: [1] },
} as const

/** A mark in tenths that a pupil could well get; of a comment subject 1 or 0. */
export function mark(
  random: Random,
  section: Pick<Section, 'subject_id' | 'assessment' | 'room'>,
  seat: Seat,
  kind: keyof typeof kinds,
  position: number,
): number {
  const skill = seat.pupil.skills[section.subject_id]! + section.room.ability
  if (section.assessment === 'comment')
    return random.chance(0.0035 - 0.0022 * Math.max(-1, Math.min(1.5, skill))) ? 0 : 1
  const { mean, spread } = spreads[section.subject_id]!
  const { shift, chance, steps } = kinds[kind]
  const points = bent(mean + shift + spread * skill - 0.16 * Math.max(0, -skill) ** 2 + chance * random.normal())
  const step = steps[(position - 1) % steps.length]!
  // Quarters of a point are the finest that teachers give: 7,25 is written 7,3.
  const quarters = Math.round((points * 4) / step) * step
  return divideHalfUp(Math.max(0, Math.min(40, quarters)) * 25, 10)
}

/** High marks are harder to come by, so that few reach ten. */
const bent = (points: number): number => (points > 8.4 ? 8.4 + (points - 8.4) * 0.62 : points)

/** Remarks as teachers write them, by how the pupil stands. */
export function remark(random: Random, section: Section, seat: Seat): string {
  const skill = seat.pupil.skills[section.subject_id]! + 0.5 * seat.pupil.diligence
  return random.pick(skill > 0.9 ? remarks.strong : skill > -0.7 ? remarks.steady : remarks.weak)
}

const remarks = {
  strong: [
    'Nắm chắc kiến thức, vận dụng linh hoạt. Tiếp tục phát huy.',
    'Tích cực phát biểu, bài làm trình bày rõ ràng.',
    'Có năng lực tự học tốt, biết giúp đỡ bạn.',
    'Tư duy tốt, hoàn thành tốt các nhiệm vụ học tập.',
  ],
  steady: [
    'Có ý thức học tập, nắm được kiến thức cơ bản.',
    'Chăm chỉ, cần mạnh dạn hơn khi phát biểu.',
    'Có tiến bộ, cần luyện thêm bài tập vận dụng.',
    'Hoàn thành nhiệm vụ, cần trình bày cẩn thận hơn.',
    'Hiểu bài, cần tập trung hơn trong giờ học.',
  ],
  weak: [
    'Còn nhiều lỗ hổng kiến thức, cần ôn lại phần cơ bản.',
    'Chưa chuẩn bị bài đầy đủ, cần cố gắng hơn.',
    'Tiếp thu còn chậm, cần tham gia phụ đạo thường xuyên.',
  ],
}
