import { use } from 'react'

/** One account that a demonstration offers on its sign-in page. */
export interface DemoAccount {
  login: string
  password: string
  displayName: string
  /** What the person is, and where: Giáo viên Toán · THCS Nguyễn Du. */
  role: string
  /** What there is to try: Nhập điểm giữa kì lớp 9A2. */
  purpose?: string
}

let asked: Promise<readonly DemoAccount[]> | undefined

/** The accounts that a demonstration offers; none anywhere else. Asked once; the component waits for the answer. */
export function useDemoAccounts(): readonly DemoAccount[] {
  return use((asked ??= ask()))
}

async function ask(): Promise<readonly DemoAccount[]> {
  const response = await fetch('/demo-accounts', { headers: { accept: 'application/json' } }).catch(() => undefined)
  if (!response?.ok) return []
  const answer: unknown = await response.json().catch(() => [])
  return Array.isArray(answer) ? (answer as DemoAccount[]) : []
}
