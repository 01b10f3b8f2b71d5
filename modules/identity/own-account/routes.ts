import type { Router } from 'express'
import { contentDisposition } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { ownData } from './own-data.ts'

/** `GET /own-data.json`: what is held about the signed-in person, as a file, with the words of their language. */
export function ownAccountRoutes(router: Router, { context, say }: RouteTools): void {
  router.get('/own-data.json', async (request, response) => {
    const ctx = await context(request)
    const parts = await ownData(ctx)
    const labelled = (row: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [say(ctx.locale, `own_data.field.${key}`), value]))
    const content = {
      [say(ctx.locale, 'own_data.taken_out')]: ctx.now,
      ...Object.fromEntries(
        parts.map(({ section, rows }) => [say(ctx.locale, `own_data.section.${section}`), rows.map(labelled)]),
      ),
    }
    response.setHeader('content-disposition', contentDisposition(say(ctx.locale, 'own_data.file_name')))
    response.type('application/json').send(`${JSON.stringify(content, null, 2)}\n`)
  })
}
