import { decodeKey, encodeKey, keyNumber, keyUuid } from '../../../platform/key.ts'

/** The opaque id of an account. */
export const encodeAccount = (id: string): string => encodeKey('Account', [id])

/** The account in an id; anything else is NotFound. */
export const decodeAccount = (id: string): string => keyUuid('Account', decodeKey('Account', id)[0])

/** The opaque id of a granted post. */
export const encodePost = (id: string): string => encodeKey('Post', [id])

/** The granted post in an id; anything else is NotFound. */
export const decodePost = (id: string): string => keyUuid('Post', decodeKey('Post', id)[0])

/** The opaque id of a machine's token. */
export const encodeToken = (id: string): string => encodeKey('ApiToken', [id])

/** The machine's token in an id; anything else is NotFound. */
export const decodeToken = (id: string): string => keyUuid('ApiToken', decodeKey('ApiToken', id)[0])

/** The number of the unit in an id; anything else is NotFound. */
export const decodeUnit = (id: string): number => keyNumber('Unit', decodeKey('Unit', id)[0])
