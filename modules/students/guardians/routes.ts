import express, { type Router } from 'express'
import { printedCode } from '../../identity/public.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid } from '../../../platform/errors.ts'
import { contentDisposition, plainFileName } from '../../../platform/file.ts'
import type { RouteTools } from '../../../platform/module.ts'
import { pdfOf } from '../../../platform/pdf.ts'
import type { CutSlip } from '../../../platform/slip-pdf.ts'
import { formatDay } from '../../../platform/text.ts'
import { decodeGuardianship } from './keys.ts'
import { printSlips, type GuardianSlip } from './slips.ts'

/**
 * `POST /files/guardian-slips.pdf` with `{ "guardians": [ids] }` prints slips as one PDF of A4, eight on a page with lines
 * to cut along. As with the printed page new codes are made, earlier open ones die, and the trail says who printed them.
 */
export function guardianRoutes(router: Router, { context, say }: RouteTools): void {
  router.post('/files/guardian-slips.pdf', express.json({ limit: 100_000 }), async (request, response) => {
    const ctx = await context(request)
    const { guardians } = (request.body ?? {}) as Record<string, unknown>
    if (!Array.isArray(guardians) || guardians.length === 0)
      throw new Invalid({ path: 'guardians', message: 'guardian.none_chosen' })
    const slips = await printSlips(ctx, guardians.map(String).map(decodeGuardianship))
    const words = (key: string, values?: Record<string, string | number>) => say('vi', key, values)
    const origin = `${request.protocol}://${request.get('host')}`
    const [first] = slips
    const title = words('guardians.slips_title', { class: first?.class_name ?? '' })
    response.setHeader('content-type', 'application/pdf')
    response.setHeader('content-disposition', contentDisposition(plainFileName(`${title}.pdf`)))
    await pdfOf([{ slips: slips.map((slip) => drawn(words, slip, origin)), footnote: footOf(words, ctx) }], response, {
      info: { title, author: ctx.account?.display_name ?? '', created: ctx.now },
    })
  })
}

type Words = (key: string, values?: Record<string, string | number>) => string

function drawn(words: Words, slip: GuardianSlip, origin: string): CutSlip {
  return {
    title: slip.school_name,
    name: slip.guardian_name,
    lines: [words('guardians.slip_child', { kind: slip.kind, child: slip.child_name, class: slip.class_name })],
    code: printedCode(slip.code),
    qr: `${origin}/phieu#${slip.code}`,
    hints: [
      words('slip.where', { address: `${origin.replace(/^https?:\/\//, '')}/phieu` }),
      words('guardians.slip_hint'),
      words('slip.until', { day: formatDay(slip.expires_at.toISOString().slice(0, 10)) }),
    ],
  }
}

const footOf = (words: Words, { account, today }: Context): string =>
  words('guardians.slips_foot', { name: account?.display_name ?? '', day: formatDay(today) })
