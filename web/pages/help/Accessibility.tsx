import { useText } from '../../text.ts'
import { EntryFrame } from '../identity/EntryFrame.tsx'
import './accessibility.css'

const parts = ['goal', 'does', 'shown', 'lacks', 'report'] as const

/** The public statement on who can use the pages and who may meet a barrier; the whole of it is docs/accessibility.md. */
export function Accessibility() {
  const t = useText()
  return (
    <EntryFrame title={t('accessibility.title')} lead={t('accessibility.lead')}>
      <div className="statement">
        {parts.map((part) => (
          <section key={part}>
            <h2>{t(`accessibility.${part}`)}</h2>
            <p>{t(`accessibility.${part}_text`)}</p>
          </section>
        ))}
        <a href="/">{t('shell.to_today')}</a>
      </div>
    </EntryFrame>
  )
}
