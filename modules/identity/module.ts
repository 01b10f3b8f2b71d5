import type { Module } from '../../platform/module.ts'
import { identityGrants } from './permissions.ts'

/** Persons, accounts, posts, sessions and the codes that open an account. */
export const identity: Module = {
  name: 'identity',
  about: 'Persons, accounts, posts and sessions.',
  uses: ['organisation'],
  grants: [identityGrants],
}
