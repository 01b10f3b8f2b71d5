import type { Module } from '../platform/module.ts'
import { desk } from './desk/module.ts'
import { identity } from './identity/module.ts'
import { operation } from './operation/module.ts'
import { organisation } from './organisation/module.ts'
import { statistics } from './statistics/module.ts'
import { students } from './students/module.ts'
import { teachers } from './teachers/module.ts'
import { trail } from './trail/module.ts'

/** The modules in order of dependence: each uses only those before it. */
export const modules: readonly Module[] = [
  organisation,
  identity,
  desk,
  teachers,
  students,
  statistics,
  trail,
  operation,
]
