import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from './child.ts'
import type { Ground } from './ground.ts'
import { sideBySide } from './measure.ts'
import { classRequests } from './reading-a-class.ts'
import type { Figure, Row } from './row.ts'
import { taughtSections } from './story.ts'

const document = `query ($school: Int!, $section: UUID!, $year: Int!) {
  section: sectionBySchoolIdAndRowId(schoolId: $school, rowId: $section) { name assessment regularDue
    gradebooksBySchoolIdAndSectionId(condition: { term: 1 }) { nodes { state } }
    assessmentColumnsBySchoolIdAndSectionId(condition: { term: 1 }) { nodes { kind position label publishedAt lockedAt } }
    class: classBySchoolIdAndClassId { enrollmentsBySchoolIdAndClassId { nodes {
      number endsOn student: studentBySchoolIdAndStudentId { rowId restName givenName } } } } }
  results: allSubjectResults(condition: { schoolId: $school, academicYear: $year, sectionId: $section, term: 1 }) { nodes {
    studentId regular1 regular2 regular3 regular4 midterm final comment exempt average passed } } }`

/**
 * The same class by PostGraphile 5 on the same tables: no marks as text, no openness, no permission but the session. It has
 * a package.json of its own, which is installed when this row is asked for (`--only postgraphile`).
 */
export const besidePostgraphile: Row = {
  name: 'postgraphile',
  onlyIfNamed: true,
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const folder = join(import.meta.dirname, 'postgraphile')
    if (!existsSync(join(folder, 'node_modules'))) execFileSync('npm', ['ci', '--no-audit'], { cwd: folder })
    const other = await startChild('postgraphile/server.mjs', { args: [ground.appUrl], profile: undefined })
    const sections = await taughtSections(ground, 40)
    const cookies = await Promise.all(sections.map((it) => ground.cookieOf(it.account_id)))
    const theirs = sections.map((it, index) => ({
      method: 'POST' as const,
      path: '/graphql',
      headers: { 'content-type': 'application/json', accept: 'application/json', cookie: cookies[index] ?? '' },
      body: JSON.stringify({
        query: document,
        variables: { school: it.school_id, section: it.section_id, year: it.academic_year },
      }),
    }))
    const [first] = theirs
    const answer = await fetch(`${other.url}/graphql`, first)
    const { data, errors } = (await answer.json()) as { data?: { results: { nodes: unknown[] } }; errors?: unknown }
    if (errors || !data?.results.nodes.length) throw new Error(`PostGraphile: ${JSON.stringify(errors ?? data)}`)
    const { ours, limit, ratio } = await sideBySide(
      seconds,
      { server: ground.product, requests: (await classRequests(ground)).ours },
      { server: other, requests: theirs },
    )
    await other.stop()
    return [
      {
        what: 'class gradebook, general endpoint, beside PostGraphile 5 on the same tables',
        ours: `${Math.round(ours.rate)} req/s, CPU of node ${ours.cpu.toFixed(2)} ms`,
        limit: `PostGraphile ${Math.round(limit.rate)} req/s, CPU ${limit.cpu.toFixed(2)} ms`,
        ratio,
        target: '≥ 1.5',
        met: ratio >= 1.5,
        numbers: { rate: ours.rate, otherRate: limit.rate, cpu: ours.cpu, otherCpu: limit.cpu },
      },
    ]
  },
}
