import './classes/import-classes.ts'
import type { Module } from '../../platform/module.ts'
import { organisationHolds } from './holds.ts'
import { importGrants } from './imports/permissions.ts'
import { importRoutes } from './imports/routes.ts'
import { organisationGrants } from './permissions.ts'
import { organisationReverts } from './undo.ts'

/** Units as a dated tree, academic years and terms, classes, subjects and sections. */
export const organisation: Module = {
  name: 'organisation',
  about: 'Units, academic years, classes, subjects and sections.',
  uses: [],
  holds: organisationHolds,
  grants: [organisationGrants, importGrants],
  routes: importRoutes,
  revert: organisationReverts,
}
