import { graphql } from '../../../graphql.ts'
import { refusalOfError, useAct } from '../../../shell/act.ts'
import { useText } from '../../../text.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/StatusLine.tsx'
import type { SchoolPupils } from './pupils-query.ts'
import { useUndo } from './undo.ts'

const RenumberClass = graphql(`
  mutation RenumberClass($class: ID!) {
    renumberClass(class: $class) {
      change
    }
  }
`)

/** What is done to a whole class: new numbers in Vietnamese order; can be undone. */
export function ClassActions({ room, onDone }: { room: SchoolPupils['classes'][number]; onDone: () => void }) {
  const t = useText()
  const renumbering = useAct(RenumberClass)
  const undo = useUndo()
  const renumber = async () => {
    const done = await renumbering.act({ class: room.id })
    if (!done) return
    onDone()
    announce(
      t('students.renumbered', { class: room.name }),
      () =>
        void undo(done.renumberClass.change).then(({ error }) => {
          announce(error ? (refusalOfError(t, error).general ?? t('error.unknown')) : t('students.undone'))
          onDone()
        }),
    )
  }
  return (
    <Button busy={renumbering.busy} onClick={() => void renumber()}>
      {t('students.renumber')}
    </Button>
  )
}
