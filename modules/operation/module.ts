import type { Module } from '../../platform/module.ts'
import { operationGrants } from './permissions.ts'

/** How the installation is: its processes, database, queue, disks, backups and certificate, judged in words. */
export const operation: Module = {
  name: 'operation',
  about: 'How the installation is, for its administrators.',
  uses: ['desk', 'students', 'trail'],
  grants: [operationGrants],
}
