export { postsOf } from './posts.ts'
export { findSession, signIn, signOut, type SessionAccount, type SessionLife } from './sessions.ts'
export { raiseAccess } from './access.ts'
export { addPersons, identityNumbersOf, personsByIdentityNumber, setIdentityNumbers } from './persons.ts'
