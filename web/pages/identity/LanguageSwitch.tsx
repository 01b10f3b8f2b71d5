import { setLanguage, useLanguage } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'

/** The other language, for somebody who has not signed in. */
export function LanguageSwitch() {
  const language = useLanguage()
  const other =
    language === 'vi' ? ({ code: 'en', name: 'English' } as const) : ({ code: 'vi', name: 'Tiếng Việt' } as const)
  return (
    <Button kind="link" lang={other.code} onClick={() => void setLanguage(other.code)}>
      {other.name}
    </Button>
  )
}
