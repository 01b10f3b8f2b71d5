import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

/** The meaning of a tag or a note; never told by colour alone. */
export type Meaning = 'wait' | 'bad' | 'good' | 'acc'

/** A state in a word: a shape, the word, then a colour. */
export function Tag({ kind, icon, children }: { kind?: Meaning; icon?: IconName; children: ReactNode }) {
  return (
    <span className={kind ? `tag ${kind}` : 'tag'}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
