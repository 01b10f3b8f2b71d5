import type { Page } from 'playwright-core'

/** Collects what the pages of a tab report against their content security policy, one line each. */
export async function watchPolicy(page: Page): Promise<string[]> {
  const reported: string[] = []
  await page.exposeFunction('policyReported', (line: string) => void reported.push(line))
  await page.addInitScript(`addEventListener('securitypolicyviolation', (event) => window.policyReported(
    [event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber, event.sample].join(' ')))`)
  return reported
}
