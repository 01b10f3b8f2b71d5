import { use } from 'react'
import { languageNow } from '../text.ts'

/** One account that a demonstration offers on its sign-in page. */
export interface DemoAccount {
  login: string
  password: string
  displayName: string
  /** What the person is, and where: Giáo viên Toán · THCS Nguyễn Du. */
  role: string
}

/** The province's own identity provider and what is said of it, in the language of the page. */
export interface Provider {
  name: string
  signIn: string
  codeWhy: string
  /** Why it let nobody in, by what stands in the address. */
  reasons: Readonly<Record<string, string>>
}

/** What the sign-in page offers beside name and password. */
export interface WaysIn {
  provider: Provider | null
  /** None but in a demonstration. */
  accounts: readonly DemoAccount[]
}

let asked: Promise<WaysIn> | undefined

/** What the sign-in page offers beside name and password. Asked once; the component waits for the answer. */
export const useWaysIn = (): WaysIn => use((asked ??= ask()))

/** Whether this is a demonstration. */
export const useDemo = (): boolean => useWaysIn().accounts.length > 0

async function ask(): Promise<WaysIn> {
  const answer = await fetch('/session/ways', { headers: { 'x-language': languageNow() } })
    .then((response) => response.json())
    .catch(() => null)
  return { provider: null, accounts: [], ...answer }
}
