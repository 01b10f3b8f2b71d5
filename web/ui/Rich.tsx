import { Fragment, useMemo } from 'react'
import type { ReactNode } from 'react'
import { IntlMessageFormat } from 'intl-messageformat'
import { messageOf, useLanguage } from '../text.ts'
import type { TextKey, TextValues } from '../text.ts'

/**
 * A message with emphasis or links inside: `<b>4 lớp</b> chưa đủ điểm`. `b` and `s` are known; further tags are given
 * in `tags`. Values may be elements as well.
 */
export function Rich({
  k,
  values,
  tags,
}: {
  k: TextKey
  values?: TextValues | Record<string, ReactNode>
  tags?: Record<string, (children: ReactNode) => ReactNode>
}) {
  const language = useLanguage()
  const message = messageOf(k)
  const format = useMemo(() => new IntlMessageFormat(message, language), [message, language])
  const parts = format.format({ ...known, ...wrap(tags), ...values } as Record<string, never>) as unknown
  return <>{keyed(parts as ReactNode | ReactNode[])}</>
}

const known = wrap({ b: (children) => <b>{children}</b>, s: (children) => <s>{children}</s> })

function wrap(tags: Record<string, (children: ReactNode) => ReactNode> = {}) {
  return Object.fromEntries(
    Object.entries(tags).map(([name, draw]) => [name, (chunks: ReactNode[]) => draw(keyed(chunks))]),
  )
}

function keyed(parts: ReactNode | ReactNode[]) {
  return Array.isArray(parts) ? parts.map((part, index) => <Fragment key={index}>{part}</Fragment>) : parts
}
