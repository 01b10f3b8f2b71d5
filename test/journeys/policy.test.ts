import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { generate } from '../../seeds/demo/generate.ts'
import { useApi } from '../api.ts'
import { openBrowser } from '../browser.ts'
import { buildWeb } from '../pages.ts'
import { watchPolicy } from '../policy.ts'

const api = useApi(() => buildWeb())
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  await generate(api.database.ownerUrl, { size: 400, seed: 'policy', today: '2026-11-25' })
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

async function openAs(login: string): Promise<Page> {
  const { id } = await api.owner.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  const context = await browser.newContext({ locale: 'vi-VN' })
  await context.addCookies([{ ...(await api.as(id)).cookie, url: api.url }])
  return context.newPage()
}

test('a script, a style and a picture of another place that somebody got into a page do nothing, and that is reported', async () => {
  const page = await openAs('quantri.so')
  const reported = await watchPolicy(page)
  await page.goto(`${api.url}/units`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(reported).toEqual([])
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<b id="planted" style="color: rgb(1, 2, 3)" onclick="window.ran = true">x</b><style>main { color: rgb(4, 5, 6) }</style><img src="http://other.test/x.png">');
    const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
    document.getElementById('planted').click()`)
  expect(await page.evaluate('window.ran')).toBeUndefined()
  expect(await page.evaluate(`getComputedStyle(document.getElementById('planted')).color`)).not.toBe('rgb(1, 2, 3)')
  expect(await page.evaluate(`getComputedStyle(document.querySelector('main')).color`)).not.toBe('rgb(4, 5, 6)')
  await expect
    .poll(() => [...new Set(reported.map((line) => line.split(' ')[0]))].toSorted())
    .toEqual(['img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem'])
})

test('an administrator asks the API in GraphiQL, whose script runs by a nonce of its own', async () => {
  const page = await openAs('quantri.so')
  const reported = await watchPolicy(page)
  const answer = await page.goto(`${api.url}/graphql`)
  const policy = answer!.headers()['content-security-policy'] ?? ''
  const nonce = /script-src 'nonce-([\w+/=]{22,})'/.exec(policy)?.[1]
  expect(nonce).toBeDefined()
  const again = await page.request.get(`${api.url}/graphql`, { headers: { accept: 'text/html' } })
  expect(again.headers()['content-security-policy']).not.toContain(nonce)
  await page.locator('.graphiql-query-editor .view-lines').waitFor()
  await page.locator('.graphiql-query-editor').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('{ viewer { today ')
  const [sent] = await Promise.all([
    page.waitForResponse((response) => response.request().postData()?.includes('{viewer{today}}') ?? false),
    page.keyboard.press('Control+Enter'),
  ])
  expect(await sent.json()).toEqual({ data: { viewer: { today: '2026-11-25' } } })
  expect(reported).toEqual([])
})
