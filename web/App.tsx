import { Suspense } from 'react'
import { Provider } from 'urql'
import { Route, Switch } from 'wouter'
import { client } from './graphql.ts'
import { NotFound } from './pages/NotFound.tsx'
import { routes } from './routes.tsx'
import type { PageRoute } from './routes.tsx'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'
import { NewerVersion } from './shell/NewerVersion.tsx'
import { PageLoading } from './shell/PageLoading.tsx'
import { ScrollMemory } from './shell/ScrollMemory.tsx'
import { SignInAgain } from './shell/SignInAgain.tsx'
import { SignedIn } from './shell/SignedIn.tsx'
import { StatusLine } from './ui/StatusLine.tsx'

/** The whole of the browser's side: the routes, each a page of its own chunk, inside the frame it asked for. */
export function App() {
  return (
    <Provider value={client}>
      <ErrorBoundary>
        <ScrollMemory />
        <Switch>
          {routes.map((route) => (
            <Route key={route.path} path={route.path}>
              <Framed route={route} />
            </Route>
          ))}
          <Route>
            <SignedIn frame="list">
              <NotFound />
            </SignedIn>
          </Route>
        </Switch>
        <SignInAgain />
        <NewerVersion />
        <StatusLine />
      </ErrorBoundary>
    </Provider>
  )
}

function Framed({ route }: { route: PageRoute }) {
  const { Page } = route
  const page = (
    <ErrorBoundary>
      <Suspense fallback={<PageLoading />}>
        <Page />
      </Suspense>
    </ErrorBoundary>
  )
  return route.frame === 'public' ? (
    page
  ) : (
    <SignedIn frame={route.frame} load={route.path === '/' ? undefined : route.load}>
      {page}
    </SignedIn>
  )
}
