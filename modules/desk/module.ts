import type { Module } from '../../platform/module.ts'
import { deskHolds } from './holds.ts'
import { deskGrants } from './permissions.ts'

/** What waits for a person: notices, and work under way with its files. */
export const desk: Module = {
  name: 'desk',
  about: 'What waits for a person: notices, and work under way with its files.',
  uses: ['organisation', 'identity'],
  grants: [deskGrants],
  holds: deskHolds,
}
