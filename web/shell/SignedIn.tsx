import { Suspense, lazy } from 'react'
import type { ReactNode } from 'react'
import type { Frame } from '../routes.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ShellLayout } from './ShellLayout.tsx'
import { useSession } from './session.ts'

const SignIn = lazy(() => import('../pages/identity/SignIn.tsx').then((module) => ({ default: module.SignIn })))

/** Shows a page to a person who is signed in; to anybody else the sign-in page, at the same address. */
export function SignedIn({ frame, children }: { frame: Frame; children: ReactNode }) {
  const session = useSession()
  switch (session.state) {
    case 'loading':
      return null
    case 'failed':
      return (
        <main id="main" className="page">
          <ErrorState problem={session.problem} onRetry={session.retry} />
        </main>
      )
    case 'anonymous':
      return (
        <Suspense>
          <SignIn />
        </Suspense>
      )
    case 'signedIn':
      return frame === 'bare' ? (
        children
      ) : (
        <Suspense>
          <ShellLayout frame={frame}>{children}</ShellLayout>
        </Suspense>
      )
  }
}
