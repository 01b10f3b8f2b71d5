import { Suspense, lazy, useEffect } from 'react'
import type { ReactNode } from 'react'
import type { Frame } from '../routes.tsx'
import { workTexts } from '../text.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { useAccountSettings } from './account-settings.ts'
import { IdleWarning } from './IdleWarning.tsx'
import { useSession } from './session.ts'

const loadShell = () => import('./ShellLayout.tsx')

const SignIn = lazy(() => import('../pages/identity/SignIn.tsx').then((module) => ({ default: module.SignIn })))
const FactorDue = lazy(async () => {
  const [module] = await Promise.all([import('../pages/identity/FactorDue.tsx'), workTexts()])
  return { default: module.FactorDue }
})
const ShellLayout = lazy(() => loadShell().then((module) => ({ default: module.ShellLayout })))

/**
 * Shows a page to a person who is signed in; to anybody else the sign-in page, at the same address. The frame comes
 * while the session is asked for, and not at all for a page that stands alone (the parent's, on a slow line); so does the
 * chunk of a page of work (`load`), which waits for no answer.
 */
export function SignedIn({
  frame,
  load,
  children,
}: {
  frame: Frame
  load?: () => Promise<unknown>
  children: ReactNode
}) {
  const session = useSession()
  useAccountSettings(session)
  // After the question of the session has gone out: what is fetched meanwhile does not stand before it.
  useEffect(() => {
    if (frame === 'bare') return
    void loadShell()
    void load?.()
  }, [frame, load])
  switch (session.state) {
    case 'loading':
      return null
    case 'failed':
      return (
        <Page>
          <ErrorState problem={session.problem} onRetry={session.retry} />
        </Page>
      )
    case 'anonymous':
      return (
        <Suspense>
          <SignIn />
        </Suspense>
      )
    case 'signedIn':
      return (
        <>
          {session.viewer.secondFactorDue ? (
            <Suspense>
              <FactorDue />
            </Suspense>
          ) : frame === 'bare' ? (
            children
          ) : (
            <Suspense>
              <ShellLayout frame={frame}>{children}</ShellLayout>
            </Suspense>
          )}
          <IdleWarning minutes={session.viewer.idleMinutes} />
        </>
      )
  }
}
