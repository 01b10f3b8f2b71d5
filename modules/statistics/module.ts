import type { Module } from '../../platform/module.ts'
import { figureRoutes } from './routes.ts'

/** Indicators over all modules, from their sums alone: the province live, unit by unit, and who has not finished. */
export const statistics: Module = {
  name: 'statistics',
  about: 'Indicators over the sums of all modules, and who has not finished.',
  uses: ['organisation', 'identity', 'desk', 'students'],
  routes: figureRoutes,
}
