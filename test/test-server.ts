import { Client } from 'pg'

/** Where the copies for test files are made, and of what. */
export type TestServer = Readonly<{ adminUrl: string; template: string; appPassword: string }>

/** Runs statements one after the other on a connection of their own. */
export async function execute(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The same server's address with another database, and another role if one is named. */
export function addressOf(url: string, database: string, role?: { name: string; password: string }): string {
  const address = new URL(url)
  address.pathname = database
  if (role) Object.assign(address, { username: role.name, password: role.password })
  return address.href
}
