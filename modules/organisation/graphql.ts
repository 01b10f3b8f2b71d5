import './unit-type.ts'
