import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useApi } from '../test/api.ts'
import { root } from '../test/sources.ts'

const api = useApi()
const read = (path: string) => readFileSync(join(root, 'docs', path), 'utf8')
let given: Set<string>

beforeAll(async () => {
  const text = await (await api.visitor.fetch('/metrics')).text()
  given = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!))
})

/** The metrics that an expression of Prometheus names, as they are declared; `up` is Prometheus' own. */
function named(expression: string): string[] {
  const bare = expression.replaceAll(/\{[^}]*\}|\b(?:by|without) \([^)]*\)/g, '')
  return [...bare.matchAll(/\b[a-z]+_\w+\b(?!\()/g)]
    .map(([name]) => name.replace(/^(\w+_seconds)_(bucket|sum|count)$/, '$1'))
    .filter((name) => !['histogram_quantile'].includes(name))
}

test('the dashboard asks for metrics that are there', () => {
  const { panels } = JSON.parse(read('operation/grafana.json')) as { panels: { targets: { expr: string }[] }[] }
  const asked = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => named(expr)))
  expect(asked.length).toBeGreaterThanOrEqual(20)
  expect(asked.filter((name) => !given.has(name))).toEqual([])
})

test('the alerts ask for metrics that are there, and operation.md explains each', () => {
  const rules = [...read('operation/alerts.yml').matchAll(/- alert: (\w+)\n\s+expr: >-\n\s+(.+)\n/g)]
  const asked = rules.flatMap(([, , expression]) => named(expression!))
  expect(rules.length).toBeGreaterThan(10)
  expect(asked.length).toBeGreaterThanOrEqual(rules.length)
  expect(asked.filter((name) => !given.has(name))).toEqual([])
  const explained = [...read('operation.md').matchAll(/^\| `(Truong\w+)` \|/gm)].map(([, name]) => name)
  expect(explained).toEqual(rules.map(([, name]) => name))
})

test('every metric of the product is on the dashboard', () => {
  const shown = read('operation/grafana.json')
  const own = [...given].filter((name) => name.startsWith('truong_'))
  expect(own.length).toBeGreaterThan(8)
  expect(own.filter((name) => !shown.includes(name))).toEqual([])
})
