const key = 'gradebook.quick'

/** Whether a whole mark goes on to the next pupil by itself, as chosen on this device. */
export const isQuick = (): boolean => localStorage.getItem(key) === 'yes'

/** Remembers what was chosen. */
export const rememberQuick = (quick: boolean): void => localStorage.setItem(key, quick ? 'yes' : 'no')
