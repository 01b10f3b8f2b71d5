import type { Module } from '../../platform/module.ts'
import { trailHolds } from './holds.ts'
import { trailGrants } from './permissions.ts'
import { trailRoutes } from './routes.ts'
import { sealTrail } from './seal.ts'

/** The trail as people read it: who changed what, when, from where and why; what can be taken back; and its seals. */
export const trail: Module = {
  name: 'trail',
  about: 'The trail of changes: search, files, undo, seals.',
  uses: ['organisation', 'identity', 'teachers', 'students'],
  holds: trailHolds,
  grants: [trailGrants],
  routes: trailRoutes,
  chores: { 'trail.seal': { every_seconds: 60, run: (db) => sealTrail(db) } },
}
