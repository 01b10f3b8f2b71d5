import { useEffect } from 'react'
import { client, graphql } from '../graphql.ts'
import { chosenLanguage, languageNow, setLanguage } from '../text.ts'
import type { Language } from '../text.ts'
import type { Session } from './session.ts'
import { chooseTheme } from './theme.ts'
import type { Theme } from './theme.ts'

const KeepSettings = graphql(`
  mutation KeepSettings($locale: Locale, $theme: Theme) {
    chooseSettings(locale: $locale, theme: $theme) {
      login
    }
  }
`)

/** Shows pages in the language and the light of the account, where this device has no choice of its own. */
export function useAccountSettings(session: Session): void {
  const viewer = session.state === 'signedIn' ? session.viewer : undefined
  const locale = viewer?.locale
  const theme = viewer?.theme
  useEffect(() => {
    if (locale && !chosenLanguage() && locale !== languageNow()) void setLanguage(locale)
    if (theme && theme !== 'system' && localStorage.getItem('theme') === null) chooseTheme(theme)
  }, [locale, theme])
}

/** Chooses a language on this device, and keeps it in the account for the others. */
export async function chooseLanguage(locale: Language): Promise<void> {
  await Promise.all([setLanguage(locale), client.mutation(KeepSettings, { locale })])
}

/** Chooses a light on this device, and keeps it in the account for the others. */
export function chooseLight(theme: Theme): void {
  chooseTheme(theme)
  void client.mutation(KeepSettings, { theme })
}
