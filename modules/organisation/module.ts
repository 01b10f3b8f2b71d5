import type { Module } from '../../platform/module.ts'
import { organisationGrants } from './permissions.ts'

/** Units as a dated tree, academic years and terms, classes, subjects and sections. */
export const organisation: Module = {
  name: 'organisation',
  about: 'Units, academic years, classes, subjects and sections.',
  uses: [],
  grants: [organisationGrants],
}
