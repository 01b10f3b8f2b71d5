import { useSignInWanted } from './sign-in-again.ts'

/** The dialog that mends an ended session over the page. */
export function SignInAgain() {
  useSignInWanted()
  return null
}
