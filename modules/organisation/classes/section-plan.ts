import { foldName, unaccented } from '../../../platform/name.ts'
import { regularMarksDue } from '../rules/assessment-count.ts'
import type { CurriculumLine } from '../years/queries.ts'

/** What of a class's programme a school chooses: electives of grades 10 to 12, optional subjects, and topic clusters. */
export interface Choice {
  /** Subjects taken beside the compulsory ones. */
  chosen: readonly number[]
  /** Subjects with a topic cluster (cụm chuyên đề), whose result is a regular mark more. */
  clusters: readonly number[]
}

/** A section to be. */
export interface PlannedSection {
  subject_id: number
  name: string
  slug: string
  kind: CurriculumLine['kind']
  periods: number
  assessment: CurriculumLine['assessment']
  regular_due: number
}

/** The sections of a class: the compulsory subjects and activities of its grade, and what is chosen. */
export function plannedSections(
  class_name: string,
  lines: readonly CurriculumLine[],
  choice: Choice,
): PlannedSection[] {
  return lines
    .filter(({ id, kind }) => kind === 'compulsory' || kind === 'activity' || choice.chosen.includes(id))
    .map((line) => ({
      subject_id: line.id,
      name: `${line.name} ${class_name}`,
      slug: slugOf(line.code),
      kind: line.kind,
      periods: line.periods,
      assessment: line.assessment,
      regular_due: dueOf(line, choice.clusters.includes(line.id) ? 1 : 0),
    }))
}

/** Regular assessments due in a term, with those of topic clusters. */
export function dueOf(section: Pick<CurriculumLine, 'assessment' | 'periods'>, extra: number): number {
  return regularMarksDue({ kind: section.assessment, periodsPerYear: section.periods, extraTxCount: extra }).due
}

/** How many of a section's regular assessments come from topic clusters. */
export function extraOf(section: Pick<CurriculumLine, 'assessment' | 'periods'> & { regular_due: number }): number {
  return section.regular_due - dueOf(section, 0)
}

/** A name in addresses: 9A2 is 9a2, NGOAI_NGU_1 is ngoai-ngu-1. */
export function slugOf(name: string): string {
  return (
    unaccented(name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'x'
  )
}

/** Subjects written one after the other, by name, short name or code; what is none of them is given back as unknown. */
export function subjectsByName<S extends { name: string; short_name: string; code: string }>(
  text: string,
  lines: readonly S[],
): { found: S[]; unknown: string[] } {
  const found: S[] = []
  const unknown: string[] = []
  for (const word of text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const same = (fold: (name: string) => string) =>
      lines.filter(({ name, short_name, code }) => [name, short_name, code].some((one) => fold(one) === fold(word)))
    const exact = same(foldName)
    const near = exact.length > 0 ? exact : same(unaccented)
    if (near.length === 1) found.push(near[0]!)
    else unknown.push(word)
  }
  return { found, unknown }
}

const levels = [
  [1, 5],
  [6, 9],
  [10, 12],
] as const

/** Whether a grade is the first of its level: its classes begin anew each year instead of moving up. */
export function isFirstGrade(grade: number): boolean {
  return levels.some(([first]) => first === grade)
}

/** Whether a grade's classes move up into the next one of the same level. */
export function movesUp(grade: number): boolean {
  return !levels.some(([, last]) => last === grade)
}

/** The name of a class one grade up: 6A1 is 7A1, Lớp 9B is Lớp 10B. A name without its grade stays. */
export function nameUp(name: string, grade: number): string {
  return name.replace(new RegExp(`(?<!\\d)${grade}(?!\\d)`), String(grade + 1))
}
