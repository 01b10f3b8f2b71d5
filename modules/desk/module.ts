import type { Module } from '../../platform/module.ts'

/** What waits for a person: notices. */
export const desk: Module = {
  name: 'desk',
  about: 'What waits for a person: notices.',
  uses: ['organisation', 'identity'],
}
