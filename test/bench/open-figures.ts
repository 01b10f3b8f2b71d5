import { sql } from 'kysely'
import type { Ground } from './ground.ts'
import { sideBySide } from './measure.ts'
import type { Figure, Row } from './row.ts'

/** What everybody looks up on one day, from memory, beside a bare server that answers the same bytes from memory. */
export const openFigures: Row = {
  name: 'open',
  async measure(ground: Ground, seconds: number): Promise<Figure[]> {
    await sql`insert into publication (kind, body, published_at, published_by)
      select 'yearbook', jsonb_build_object('tables', (select jsonb_agg(jsonb_build_object('name', 'Phường ' || n, 'figures', array[n, n, n, n, n]))
        from generate_series(1, 160) n)), now(), (select id from account limit 1)
      where not exists (select from publication where ended_at is null)`.execute(ground.db)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    const body = await (await fetch(`${ground.product.url}/open/yearbook.json`)).text()
    await fetch(`${ground.bare.url}/open`, { method: 'PUT', body })
    const held = await (await fetch(`${ground.bare.url}/open`)).text()
    if (held !== body) throw new Error('the bare server does not answer the same bytes')
    const { ours, limit, ratio } = await sideBySide(
      seconds,
      { server: ground.product, requests: [{ method: 'GET', path: '/open/yearbook.json' }] },
      { server: ground.bare, requests: [{ method: 'GET', path: '/open' }] },
    )
    return [
      {
        what: `published figures, ${Math.round(body.length / 1000)} kB from memory`,
        ours: `${Math.round(ours.rate)} req/s, p50 ${ours.p50} ms, p99 ${ours.p99} ms, CPU of node ${ours.cpu.toFixed(3)} ms`,
        limit: `bare server ${Math.round(limit.rate)} req/s, p50 ${limit.p50} ms, CPU ${limit.cpu.toFixed(3)} ms`,
        ratio,
        target: '≥ 0.8',
        met: ratio >= 0.8,
        numbers: { rate: ours.rate, p99: ours.p99, cpu: ours.cpu, bareRate: limit.rate, bareCpu: limit.cpu },
      },
    ]
  },
}
