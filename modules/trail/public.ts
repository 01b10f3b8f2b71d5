export { archivedDigest, changeDigest, verifyTrail } from './seal.ts'
