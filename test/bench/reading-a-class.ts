import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import type { Request } from 'autocannon'
import type { Ground } from './ground.ts'
import { sideBySide } from './measure.ts'
import type { Figure, Row } from './row.ts'
import { taughtSections } from './story.ts'

const document = `query ($id: ID!) { gradebook(id: $id) {
  id name state assessment regularDue canMark
  columns { column kind position label publishedAt open closedBecause reasonNeeded }
  rows { student number restName givenName leftOn cells comment exempt average passed } } }`

/** Requests for the books of forty classes, each by its teacher. */
export async function classRequests(ground: Ground): Promise<{ ours: Request[]; bare: Request[] }> {
  const sections = await taughtSections(ground, 40)
  const cookies = await Promise.all(sections.map((it) => ground.cookieOf(it.account_id)))
  return {
    ours: sections.map((it, index) => ({
      method: 'POST' as const,
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-truong': '1',
        cookie: cookies[index] ?? '',
      },
      body: JSON.stringify({ query: document, variables: { id: encodeBook({ ...it, term: 1 }) } }),
    })),
    bare: sections.map((it, index) => ({
      method: 'GET' as const,
      path: `/class/${it.school_id}/${it.section_id}`,
      headers: { cookie: cookies[index] ?? '' },
    })),
  }
}

/** A class gradebook by the general endpoint, beside a bare server with the same session look-up and one SQL returning JSON. */
export const readingAClass: Row = {
  name: 'read',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const requests = await classRequests(ground)
    const { ours, limit, ratio } = await sideBySide(
      seconds,
      { server: ground.product, requests: requests.ours },
      { server: ground.bare, requests: requests.bare },
    )
    return [
      {
        what: 'class gradebook, general endpoint in express',
        ours: `${Math.round(ours.rate)} req/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms, CPU of node ${ours.cpu.toFixed(2)} ms`,
        limit: `bare server ${Math.round(limit.rate)} req/s, p50 ${limit.p50} ms, CPU ${limit.cpu.toFixed(2)} ms`,
        ratio,
        target: '≥ 0.4',
        met: ratio >= 0.4,
        numbers: {
          rate: ours.rate,
          p50: ours.p50,
          p99: ours.p99,
          cpu: ours.cpu,
          bareRate: limit.rate,
          bareCpu: limit.cpu,
        },
      },
    ]
  },
}
