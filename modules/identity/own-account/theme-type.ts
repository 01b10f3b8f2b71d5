import { enumOf } from '../../../platform/enum.ts'

/** How pages are lit. */
export const ThemeRef = enumOf<'system' | 'light' | 'dark'>('Theme', 'How pages are lit.', {
  system: 'As the device says.',
  light: 'Light.',
  dark: 'Dark.',
})
