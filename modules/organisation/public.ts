export { predecessorsOf, reachOf } from './tree.ts'
export { UnitRef, unitLoader, type UnitNode } from './unit-type.ts'
export { decodeClass, decodeUnit, encodeClass, encodeUnit } from './keys.ts'
