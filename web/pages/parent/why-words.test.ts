import { expect, test } from 'vitest'
import { vi as family } from '../../../modules/students/family/texts/vi.ts'
import { en as familyEnglish } from '../../../modules/students/family/texts/en.ts'
import { parseEntry } from '../../../modules/students/gradebook/rules/mark.ts'
import { learningLevel } from '../../../modules/students/results/rules/learning-level.ts'
import { promotion } from '../../../modules/students/results/rules/promotion.ts'
import workedCases from '../../../modules/students/rules/assessment-cases.json' with { type: 'json' }
import { defaultPolicies } from '../../../modules/students/rules/policies.ts'
import { en as studentsEnglish } from '../../../modules/students/texts/en.ts'
import { vi as students } from '../../../modules/students/texts/vi.ts'
import { translator } from '../../../platform/text.ts'
import { formatMark } from '../../text.ts'
import { learningStory, outcomeSentence, type LearningStory } from './why-words.ts'

const vietnamese = translator('vi', { ...students, ...family })
const english = translator('en', { ...studentsEnglish, ...familyEnglish })
const readings = defaultPolicies(2026)

interface Worked {
  id: string
  input: { scored: Record<string, string>; comment: Record<string, string> }
}
const worked = (workedCases as unknown as Worked[]).filter(({ id }) => /^TT22-(LVL|ADJ)/.test(id))
const of = (id: string) => worked.find((one) => one.id === id)!.input

function classified({ scored, comment }: Worked['input']) {
  const value = (text: string) => {
    const kind = /\d/.test(text) ? 'scored' : 'comment'
    const parsed = parseEntry(text, { kind, tenthsWithoutComma: false })
    if (!parsed.ok || parsed.entry.kind !== 'value') throw new Error(text)
    return parsed.entry.value
  }
  const names = [...Object.keys(scored), ...Object.keys(comment)]
  const subjects = [
    ...Object.values(scored).map((text) => ({ kind: 'scored' as const, average: value(text), passed: null })),
    ...Object.values(comment).map((text) => ({ kind: 'comment' as const, average: null, passed: value(text) === 1 })),
  ].map((it, subject) => ({ ...it, subject, exempt: false }))
  const name = (subject: number) => {
    const average = subjects[subject]?.average
    return average === null || average === undefined ? names[subject]! : `${names[subject]} ${formatMark(average)}`
  }
  return { subjects, name, result: learningLevel(subjects, readings) }
}

function storyOf(id: string, t = vietnamese): LearningStory {
  const { result, name } = classified(of(id))
  return learningStory(t, result.explanation, name)
}

test('the highest level is told by what holds, and nothing lacks', () => {
  expect(storyOf('TT22-LVL-01')).toEqual({
    reached: 'Đạt mức Tốt, vì:',
    held: [
      'Các môn nhận xét đều Đạt.',
      expect.stringMatching(/^Không môn nào dưới 6,5; thấp nhất là \d+,\d\.$/),
      expect.stringMatching(/^Có \d môn từ 8,0 trở lên; cần ít nhất 6 môn\.$/),
    ],
    above: null,
    missed: [],
    raised: null,
  })
})

test('a raise names the one subject, the level by the marks and the level given', () => {
  const { raised, reached } = storyOf('TT22-ADJ-01')
  expect(reached).toBe('Đạt mức Đạt, vì:')
  expect(raised).toMatch(/^Tính theo điểm thì ở mức Đạt\. Vì chỉ một môn \(.+\) kéo xuống .+ thành Khá\.$/)
})

test.each(worked)('$id: what is said is what the marks say', ({ id, input }) => {
  const { result, subjects } = classified(input)
  const { reached, held, above, missed, raised } = storyOf(id)
  const averages = subjects.flatMap(({ average }) => (average === null ? [] : [average]))
  const level = result.rawLevel as 1 | 2 | 3 | 4
  const threshold = { 4: 80, 3: 65, 2: 50, 1: 0 }[level]
  const many = averages.filter((average) => average >= threshold).length
  expect([reached, held[1]?.split('; ')[1], held[2]?.split(' từ ')[0]]).toEqual(
    level === 1
      ? [null, undefined, undefined]
      : [
          `Đạt mức ${students[`students.level.${level}`]}, vì:`,
          `thấp nhất là ${formatMark(Math.min(...averages))}.`,
          `Có ${many} môn`,
        ],
  )
  expect(above === null).toBe(result.rawLevel === 4)
  expect(missed.length > 0).toBe(result.rawLevel !== 4)
  expect(raised === null).toBe(result.adjustedBecauseOf === null)
  // Both languages say it with the same figures.
  const figures = (story: LearningStory) =>
    [...story.held, ...story.missed].map((line) =>
      (line.match(/\d+(?:[.,]\d)?/g) ?? []).map((it) => it.replace(',', '.')),
    )
  const flat = (story: LearningStory) => figures(story).flat().toSorted()
  expect(flat(storyOf(id, english))).toEqual(flat(storyOf(id)))
})

test('the tests of promotion say what was found', () => {
  const { explanation } = promotion({ grade: 8, conduct: 4, learning: 1, subjects: [], absences: 12 }, readings)
  expect(explanation.conditions.map((condition) => outcomeSentence(vietnamese, condition))).toEqual([
    'Rèn luyện cả năm từ Đạt trở lên: được, mức Tốt.',
    'Học tập cả năm từ Đạt trở lên: chưa được, mức Chưa đạt.',
    'Nghỉ không quá 45 buổi cả năm: được, nghỉ 12 buổi.',
  ])
})
