import { initialsOf } from '../../shell/initials.ts'
import type { DemoAccount } from '../../shell/ways-in.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'

/** The people of a demonstration: a press signs in as one of them. */
export function DemoCards({
  accounts,
  busy,
  onChoose,
}: {
  accounts: readonly DemoAccount[]
  busy: boolean
  onChoose: (account: DemoAccount) => void
}) {
  const t = useText()
  return (
    <section className="sign-in-demo" aria-labelledby="demo-title">
      <Tag kind="wait" icon="info">
        {t('shell.demo')}
      </Tag>
      <h2 id="demo-title">{t('sign_in.demo_title', { count: accounts.length })}</h2>
      <p className="dim">{t('sign_in.demo_how')}</p>
      <div className="sign-in-cards">
        {accounts.map((account) => (
          <button key={account.login} type="button" className="acc" disabled={busy} onClick={() => onChoose(account)}>
            <span className="who" aria-hidden="true">
              {initialsOf(account.displayName)}
            </span>
            <span>
              <b>{account.displayName}</b>
              <small>{account.role}</small>
            </span>
            <Icon name="arrow" />
          </button>
        ))}
      </div>
    </section>
  )
}
