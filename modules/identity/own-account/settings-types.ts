import { enumOf } from '../../../platform/enum.ts'

/** The languages of the interface. */
export const LocaleRef = enumOf<'vi' | 'en'>('Locale', 'The languages of the interface.', {
  vi: 'Vietnamese.',
  en: 'English.',
})

/** How pages are lit. */
export const ThemeRef = enumOf<'system' | 'light' | 'dark'>('Theme', 'How pages are lit.', {
  system: 'As the device says.',
  light: 'Light.',
  dark: 'Dark.',
})
