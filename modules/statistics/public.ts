export { openBody } from './publication/publish.ts'
