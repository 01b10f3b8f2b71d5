import { encodeBook } from '../../modules/students/gradebook/keys.ts'
import type { Request } from 'autocannon'
import type { Ground } from './ground.ts'
import { classDocument } from './class-document.ts'
import { sideBySide } from './measure.ts'
import type { Figure, Row } from './row.ts'
import { taughtSections } from './story.ts'

// One character more, and the text is not a known one.
const unknown = `${classDocument} `

/** Requests for the books of forty classes, each by its teacher. */
export async function classRequests(ground: Ground): Promise<{ ours: Request[]; trusted: Request[]; bare: Request[] }> {
  const sections = await taughtSections(ground, 40)
  const cookies = await Promise.all(sections.map((it) => ground.cookieOf(it.account_id)))
  const asked = (what: { query: string } | { documentId: string }): Request[] =>
    sections.map((it, index) => ({
      method: 'POST' as const,
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-truong': '1',
        cookie: cookies[index] ?? '',
      },
      body: JSON.stringify({ ...what, variables: { id: encodeBook({ ...it, term: 1 }) } }),
    }))
  return {
    ours: asked({ query: unknown }),
    trusted: asked({ documentId: 'GradebookAt' }),
    bare: sections.map((it, index) => ({
      method: 'GET' as const,
      path: `/class/${it.school_id}/${it.section_id}`,
      headers: { cookie: cookies[index] ?? '' },
    })),
  }
}

/** A class gradebook by the general endpoint and as a known document, each beside a bare server with the same session look-up and one SQL returning JSON. */
export const readingAClass: Row = {
  name: 'read',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    const { ours, trusted, bare } = await classRequests(ground)
    return [
      await beside(ground, seconds, { what: 'class gradebook, known document', requests: trusted, bare, least: 0.8 }),
      await beside(ground, seconds, {
        what: 'class gradebook, general endpoint in express',
        requests: ours,
        bare,
        least: 0.4,
      }),
    ]
  },
}

async function beside(
  ground: Ground,
  seconds: number,
  { what, requests, bare, least }: { what: string; requests: Request[]; bare: Request[]; least: number },
): Promise<Figure> {
  const { ours, limit, ratio } = await sideBySide(
    seconds,
    { server: ground.product, requests },
    { server: ground.bare, requests: bare },
  )
  return {
    what,
    ours: `${Math.round(ours.rate)} req/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms, CPU of node ${ours.cpu.toFixed(2)} ms`,
    limit: `bare server ${Math.round(limit.rate)} req/s, p50 ${limit.p50} ms, CPU ${limit.cpu.toFixed(2)} ms`,
    ratio,
    target: `≥ ${least}`,
    met: ratio >= least,
    numbers: {
      rate: ours.rate,
      p50: ours.p50,
      p99: ours.p99,
      cpu: ours.cpu,
      bareRate: limit.rate,
      bareCpu: limit.cpu,
    },
  }
}
