import { useCallback } from 'react'
import { useQuery } from 'urql'
import { problemOf } from '../../graphql.ts'
import { formatInstant, formatTime, isTextKey, useText } from '../../text.ts'
import type { TextKey, TextValues, Translate } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Meaning } from '../../ui/Tag.tsx'
import { sizeText, spanText } from './amounts.ts'
import { SystemQuery, type Check, type SystemData } from './system-query.ts'
import { Errors, Processes, Replicas, Statements } from './SystemTables.tsx'
import { useAttended } from './use-attended.ts'
import './system.css'

const every = 10_000
const levels = ['bad', 'look', 'good'] as const
const shapes: Record<Check['level'], { kind: Meaning; icon: IconName }> = {
  bad: { kind: 'bad', icon: 'error' },
  look: { kind: 'wait', icon: 'warning' },
  good: { kind: 'good', icon: 'check' },
}

/** How the installation is: each part in a word, what to do about it, and what stands behind. Refreshes by itself. */
export function System() {
  const t = useText()
  const [{ data, error, fetching }, again] = useQuery({ query: SystemQuery })
  const refresh = useCallback(() => again({ requestPolicy: 'network-only' }), [again])
  const attended = useAttended(refresh, every)
  const state = data?.systemState
  if (error && !state) {
    return (
      <Page>
        <ErrorState problem={problemOf(error)} onRetry={refresh} />
      </Page>
    )
  }
  return (
    <Page narrow busy={!state}>
      <PageHead
        title={t('operation.title')}
        actions={
          <Button busy={fetching && !attended} onClick={refresh}>
            {t('operation.again')}
          </Button>
        }
      >
        {state ? summaryOf(t, state) : '\u00a0'}
      </PageHead>
      <div className="system">
        <p className="small dim">{t(attended ? 'operation.refreshing' : 'operation.paused')}</p>
        <Panel title={t('operation.checks')}>
          <ul className="system-checks">
            {state
              ? levels.flatMap((level) =>
                  state.checks
                    .filter((check) => check.level === level)
                    .map((check) => <One key={check.part} check={check} />),
                )
              : Array.from({ length: 10 }, (_, line) => (
                  <li key={line} aria-hidden="true">
                    <Skeleton width={240} />
                  </li>
                ))}
          </ul>
        </Panel>
        {state && (
          <>
            <Errors state={state} />
            <Processes processes={state.processes} />
            {state.replicas.length > 0 && <Replicas replicas={state.replicas} />}
            <Statements statements={state.statements} />
            <p className="small dim">{t('operation.program', state.program)}</p>
          </>
        )}
      </div>
    </Page>
  )
}

function One({ check: { part, level, text, remedy, values } }: { check: Check }) {
  const t = useText()
  const said = Object.fromEntries(values.map(({ name, value }) => [name, valueOf(t, name, value)]))
  return (
    <li>
      <Tag {...shapes[level]}>{t(`operation.level.${level}`)}</Tag>
      <div>
        <h3>{words(t, `operation.part.${part}`)}</h3>
        <p>{words(t, text, said)}</p>
        {remedy && <p className="dim">{words(t, remedy, said)}</p>}
      </div>
    </li>
  )
}

function summaryOf(t: Translate, { at, checks }: SystemData): string {
  const count = (level: Check['level']) => checks.filter((check) => check.level === level).length
  const worst = levels.find((level) => count(level) > 0) ?? 'good'
  return t(`operation.line_${worst}`, { bad: count('bad'), look: count('look'), at: formatTime(at) })
}

/** The words behind a key that the server names; a newer server may name one that this page has not learnt yet. */
const words = (t: Translate, key: string, values?: TextValues): string =>
  isTextKey(key) ? t(key as TextKey, values) : key

/** A value in the form that its name stands for. */
function valueOf(t: Translate, name: string, value: string): string | number {
  if (name === 'at' || name === 'until') return formatInstant(value)
  if (name === 'age' || name === 'lag' || name === 'left') return spanText(t, Number(value))
  if (name === 'size' || name === 'free') return sizeText(Number(value))
  return name === 'version' ? value : Number(value)
}
