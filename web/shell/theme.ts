import { useSyncExternalStore } from 'react'

const themeKey = 'theme'
const listeners = new Set<() => void>()

/** How the page is lit: as the system says, or as chosen on this device. */
export type Theme = 'system' | 'light' | 'dark'

/** The theme chosen on this device. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, chosenTheme)
}

/** Applies the chosen theme to the document, before the first drawing. */
export function applyTheme(): void {
  const theme = chosenTheme()
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Chooses a theme and applies it at once. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(themeKey)
  else localStorage.setItem(themeKey, theme)
  applyTheme()
  for (const listener of listeners) listener()
}

function chosenTheme(): Theme {
  const chosen = localStorage.getItem(themeKey)
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}
