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
  /** Fetches the chunk before the page is shown. */
  load: () => Promise<unknown>
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
  page(
    '/child/:id/:year',
    'bare',
    () => import('./pages/parent/ParentYear.tsx').then((module) => module.ParentYear),
    'few',
  ),
  page('/reports/:unit/:year/:term', 'list', () =>
    import('./pages/students/reports/Reports.tsx').then((module) => module.Reports),
  ),
  page('/reports/:unit/:year/:term/:class', 'list', () =>
    import('./pages/students/reports/ReportView.tsx').then((module) => module.ReportView),
  ),
  page('/claim', 'public', () => import('./pages/students/guardians/Claim.tsx').then((module) => module.Claim), 'few'),
  page('/phieu', 'public', () => import('./pages/students/guardians/Claim.tsx').then((module) => module.Claim), 'few'),
  page(
    '/first-password',
    'public',
    () => import('./pages/identity/FirstPassword.tsx').then((module) => module.FirstPassword),
    'few',
  ),
  page('/open', 'public', () =>
    import('./pages/statistics/reporting/OpenFigures.tsx').then((module) => module.OpenFigures),
  ),
  page('/accessibility', 'public', () =>
    import('./pages/help/Accessibility.tsx').then((module) => module.Accessibility),
  ),
  page('/first-run', 'public', () => import('./pages/identity/FirstRun.tsx').then((module) => module.FirstRun)),
  page('/account', 'list', () => import('./pages/identity/Account.tsx').then((module) => module.Account)),
  page('/account/:part', 'list', () => import('./pages/identity/Account.tsx').then((module) => module.Account)),
  page('/personal-data', 'list', () => import('./pages/identity/HeldData.tsx').then((module) => module.HeldData)),
  page('/notices', 'list', () => import('./pages/desk/Notices.tsx').then((module) => module.Notices)),
  page('/accounts/:unit', 'list', () => import('./pages/identity/Accounts.tsx').then((module) => module.Accounts)),
  page('/tokens/:unit', 'list', () => import('./pages/identity/Tokens.tsx').then((module) => module.Tokens)),
  page('/accounts/:unit/:account', 'list', () =>
    import('./pages/identity/AccountDetail.tsx').then((module) => module.AccountDetail),
  ),
  page('/guardians/:unit/:year/:class', 'list', () =>
    import('./pages/students/guardians/Guardians.tsx').then((module) => module.Guardians),
  ),
  page('/guardians/:unit/:year/:term/:class', 'list', () =>
    import('./pages/students/guardians/Guardians.tsx').then((module) => module.Guardians),
  ),
  page('/figures', 'list', () => import('./pages/statistics/Figures.tsx').then((module) => module.Figures)),
  page('/figures/heat', 'list', () => import('./pages/statistics/Heat.tsx').then((module) => module.Heat)),
  page('/figures/spread', 'list', () => import('./pages/statistics/Spread.tsx').then((module) => module.Spread)),
  page('/returns', 'list', () => import('./pages/statistics/reporting/Returns.tsx').then((module) => module.Returns)),
  page('/returns/:unit/:year', 'list', () =>
    import('./pages/statistics/reporting/SchoolReturn.tsx').then((module) => module.SchoolReturn),
  ),
  page('/yearbook', 'list', () =>
    import('./pages/statistics/reporting/Yearbook.tsx').then((module) => module.Yearbook),
  ),
  page('/unfinished', 'list', () => import('./pages/statistics/Unfinished.tsx').then((module) => module.Unfinished)),
  page('/changes/:unit/:year', 'list', () =>
    import('./pages/desk/LateChanges.tsx').then((module) => module.LateChanges),
  ),
  page('/students', 'list', () =>
    import('./pages/students/records/FindPupils.tsx').then((module) => module.FindPupils),
  ),
  page('/students/:unit/:year/:term?/:class?', 'list', () =>
    import('./pages/students/records/Pupils.tsx').then((module) => module.Pupils),
  ),
  page('/new-student/:unit/:year', 'list', () =>
    import('./pages/students/records/NewPupil.tsx').then((module) => module.NewPupil),
  ),
  page('/student/:id', 'list', () =>
    import('./pages/students/records/PupilRecord.tsx').then((module) => module.PupilRecord),
  ),
  page('/absences/:unit/:year/:class', 'list', () =>
    import('./pages/students/absences/Absences.tsx').then((module) => module.Absences),
  ),
  page('/absences/:unit/:year/:term/:class', 'list', () =>
    import('./pages/students/absences/Absences.tsx').then((module) => module.Absences),
  ),
  page('/readings', 'list', () => import('./pages/students/results/Readings.tsx').then((module) => module.Readings)),
  page('/requests', 'list', () => import('./pages/students/requests/Requests.tsx').then((module) => module.Requests)),
  page('/releases', 'list', () => import('./pages/desk/Releases.tsx').then((module) => module.Releases)),
  page('/trail/:unit', 'list', () => import('./pages/trail/Trail.tsx').then((module) => module.Trail)),
  page('/system', 'list', () => import('./pages/operation/System.tsx').then((module) => module.System)),
  page('/units', 'list', () => import('./pages/organisation/Units.tsx').then((module) => module.Units)),
  page('/units/:unit', 'list', () => import('./pages/organisation/Units.tsx').then((module) => module.Units)),
  page('/classes/:unit/:year', 'list', () =>
    import('./pages/organisation/Classes.tsx').then((module) => module.Classes),
  ),
  page('/assignments/:unit/:year', 'wide', () =>
    import('./pages/teachers/Assignments.tsx').then((module) => module.Assignments),
  ),
  page('/staff/:unit', 'list', () => import('./pages/teachers/Staff.tsx').then((module) => module.Staff)),
  page('/years', 'list', () => import('./pages/organisation/Years.tsx').then((module) => module.Years)),
  page('/years/:unit', 'list', () => import('./pages/organisation/Years.tsx').then((module) => module.Years)),
  page('/import/:unit/:year', 'list', () => import('./pages/organisation/Import.tsx').then((module) => module.Import)),
  page('/more', 'list', () => import('./pages/More.tsx').then((module) => module.More)),
  page('/kit', 'public', () => import('./pages/kit/Kit.tsx').then((module) => module.Kit)),
  page('/conduct/:unit/:year/:term/:class', 'list', () =>
    import('./pages/students/conduct/Conduct.tsx').then((module) => module.Conduct),
  ),
  page('/books/:unit/:year/:term', 'list', () =>
    import('./pages/students/books/Books.tsx').then((module) => module.Books),
  ),
  page('/results/:unit/:year/:term', 'list', () =>
    import('./pages/students/results/SchoolResults.tsx').then((module) => module.SchoolResults),
  ),
  page('/titles/:unit/:year/:term', 'list', () =>
    import('./pages/students/results/YearLists.tsx').then((module) => module.YearLists),
  ),
  page('/results/:unit/:year/:term/:class', 'wide', () =>
    import('./pages/students/results/ClassResults.tsx').then((module) => module.ClassResults),
  ),
  page('/my-books', 'list', () => import('./pages/students/gradebook/MyBooks.tsx').then((module) => module.MyBooks)),
  page('/import/:unit/:year/:term/:class/:subject', 'list', () =>
    import('./pages/students/gradebook/GradebookImport.tsx').then((module) => module.GradebookImport),
  ),
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
  return { path, frame, Page: lazy(loading), load: loading }
}
