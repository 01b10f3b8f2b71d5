import type { Module } from '../../platform/module.ts'
import { statisticsHolds } from './holds.ts'
import { compareJob, compareReturns } from './reporting/compare.ts'
import { publicationGrants } from './publication/permissions.ts'
import { reportingGrants } from './reporting/permissions.ts'
import { reportingReverts } from './reporting/revert.ts'
import { reportingRoutes } from './reporting/routes.ts'
import { figureRoutes } from './routes.ts'

/** Indicators over all modules, from their sums alone: the province live, unit by unit, and who has not finished; statistical reports as they were handed in and approved. */
export const statistics: Module = {
  name: 'statistics',
  about: 'Indicators over the sums of all modules, who has not finished, and statistical reports.',
  uses: ['organisation', 'identity', 'desk', 'students'],
  holds: statisticsHolds,
  grants: [reportingGrants, publicationGrants],
  routes: (router, tools) => {
    figureRoutes(router, tools)
    reportingRoutes(router, tools)
  },
  jobs: { [compareJob]: compareReturns },
  revert: reportingReverts,
}
