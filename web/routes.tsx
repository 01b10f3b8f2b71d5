import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { workTexts } from './text.ts'

/**
 * What stands around a page: `list` has the bar and the side list, `wide` the bar alone (grids), `bare` nothing but a
 * signed-in person (a page with a head of its own), `public` asks for nobody.
 */
export type Frame = 'list' | 'wide' | 'bare' | 'public'

/** One page: its address, its frame, its chunk. */
export interface PageRoute {
  path: string
  frame: Frame
  Page: LazyExoticComponent<ComponentType>
}

/**
 * Every page of the product. The first path that fits wins, so words come before places. A page that belongs to a
 * place has the place in its address, `/:unit/:year/:term/:class/:subject`, alone or after a word that names the page:
 * `/results/thcs-nguyen-du/2026-2027/hk1/9a2` (see shell/place.ts). Filters and selections are the query string.
 */
export const routes: readonly PageRoute[] = [
  page('/sign-in', 'public', () => import('./pages/identity/SignIn.tsx').then((module) => module.SignIn), 'few'),
  page('/', 'list', () => import('./pages/desk/Today.tsx').then((module) => module.Today)),
  page('/child', 'bare', () => import('./pages/parent/Parent.tsx').then((module) => module.Parent), 'few'),
  page('/child/:id', 'bare', () => import('./pages/parent/Parent.tsx').then((module) => module.Parent), 'few'),
  page('/more', 'list', () => import('./pages/More.tsx').then((module) => module.More)),
  page('/kit', 'public', () => import('./pages/kit/Kit.tsx').then((module) => module.Kit)),
  page('/:unit/:year/:term/:class/:subject', 'wide', () =>
    import('./pages/students/gradebook/Gradebook.tsx').then((module) => module.Gradebook),
  ),
]

function page(
  path: string,
  frame: Frame,
  load: () => Promise<ComponentType>,
  /** `few`: the page says nothing but the shell's, the sign-in page's and the families' words. */
  words: 'all' | 'few' = 'all',
): PageRoute {
  const loading = async () => {
    const [Page] = await Promise.all([load(), words === 'all' && workTexts()])
    return { default: Page }
  }
  return { path, frame, Page: lazy(loading) }
}
