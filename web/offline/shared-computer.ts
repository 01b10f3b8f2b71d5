const sharedKey = 'shared-computer'

/** Whether the person said at sign-in that others use this computer: then nothing is kept on it. */
export const isSharedComputer = (): boolean => localStorage.getItem(sharedKey) === 'yes'

/** Remembers what was said at sign-in. */
export function rememberSharedComputer(shared: boolean): void {
  if (shared) localStorage.setItem(sharedKey, 'yes')
  else localStorage.removeItem(sharedKey)
}
