import type { Kysely } from 'kysely'
import type { Database } from '../platform/database.ts'
import type { Config } from './config.ts'
import { firstLink } from './first-run.ts'

/** Prints the address, and in demo mode the accounts, one for each kind of user; where nobody can sign in, the first link. */
export async function announce(config: Config, db: Kysely<Database>, milliseconds: number): Promise<void> {
  const lines = ['', `  ${config.publicUrl.origin}   (${(milliseconds / 1000).toFixed(1)} s)`, '']
  if (config.demo) {
    const { demoAccounts } = await import('../seeds/demo/accounts.ts')
    const accounts = await demoAccounts(db)
    const width = Math.max(...accounts.map((account) => account.login.length))
    for (const account of accounts)
      lines.push(
        `  ${account.login.padEnd(width)}  ${account.password}  ${account.name}${account.unitName ? `, ${account.unitName}` : ''}`,
      )
    lines.push('')
  }
  const link = await firstLink(config, db)
  if (link) lines.push(`  The first administrator: ${link}   (once, within 7 days)`, '')
  process.stdout.write(`${lines.join('\n')}\n`)
}
