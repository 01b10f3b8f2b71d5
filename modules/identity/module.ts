import type { Module } from '../../platform/module.ts'
import { identityHolds } from './holds.ts'
import { ownAccountRoutes } from './own-account/routes.ts'
import { identityGrants } from './permissions.ts'

/** Persons, accounts, posts, sessions and the codes that open an account. */
export const identity: Module = {
  name: 'identity',
  about: 'Persons, accounts, posts and sessions.',
  uses: ['organisation'],
  holds: identityHolds,
  grants: [identityGrants],
  routes: ownAccountRoutes,
}
