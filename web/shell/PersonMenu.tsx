import { useLanguage, useText } from '../text.ts'
import { Menu } from '../ui/Menu.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { chooseLanguage, chooseLight } from './account-settings.ts'
import { initialsOf } from './initials.ts'
import { signOut, useViewer } from './session.ts'
import { useTheme } from './theme.ts'
import type { Theme } from './theme.ts'

const themes: readonly Theme[] = ['system', 'light', 'dark']

/** Who is signed in and in which post; language, light, sessions, the way out. */
export function PersonMenu() {
  const t = useText()
  const { account, posts } = useViewer()
  const language = useLanguage()
  const theme = useTheme()
  const items: MenuItem[] = [
    { label: t('shell.account'), icon: 'key', href: '/account' },
    {
      label: 'Tiếng Việt',
      current: language === 'vi',
      apart: true,
      onSelect: () => void chooseLanguage('vi'),
    },
    { label: 'English', current: language === 'en', onSelect: () => void chooseLanguage('en') },
    ...themes.map((value, index) => ({
      label: t(`shell.theme_${value}`),
      current: theme === value,
      apart: index === 0,
      onSelect: () => chooseLight(value),
    })),
    { label: t('shell.accessibility'), icon: 'info', href: '/accessibility', apart: true },
    { label: t('shell.sign_out'), icon: 'arrow', onSelect: () => void signOut() },
  ]
  return (
    <Menu
      className="me"
      label={t('shell.person')}
      items={items}
      button={
        <>
          <span className="who" aria-hidden="true">
            {initialsOf(account.displayName)}
          </span>
          <span>
            {account.displayName}
            {posts[0] && <span className="faint post"> · {t(`identity.role.${posts[0].role}`)}</span>}
          </span>
        </>
      }
    />
  )
}
