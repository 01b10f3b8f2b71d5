import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import type { Choice } from '../../ui/Combobox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Check, SelectField, TextAreaField, TextField } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Note } from '../../ui/Note.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { announce } from '../../ui/StatusLine.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { controls as words, pupils } from './samples.ts'

/** Buttons, fields, choices and what floats. */
export function KitControls() {
  const [day, setDay] = useState('2012-02-29')
  const [pupil, setPupil] = useState<Choice>()
  const [view, setView] = useState<'both' | 'table'>('both')
  const [tab, setTab] = useState<'pupils' | 'marks'>('pupils')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <div className="full">
        <Panel title={words.fieldsTitle} padded>
          <div className="stack">
            <div className="kit-three">
              <TextField label={words.name} defaultValue={words.nameValue} hint={words.nameHint} />
              <TextField label={words.birth} defaultValue={words.birthValue} error={words.birthError} />
              <SelectField label={words.reason} options={words.reasons} />
              <DateField label={words.day} value={day} onChange={(next) => next !== undefined && setDay(next)} />
              <Combobox label={words.pupil} value={pupil} choices={pupils} onChange={setPupil} optional />
              <TextAreaField label={words.comment} defaultValue={words.commentValue} optional />
              <FileDrop
                label={words.file}
                hint={words.fileHint}
                accept=".xlsx"
                onFile={(file) => announce(file.name)}
              />
              <FileDrop
                label={words.file}
                error={words.fileError}
                accept=".xlsx"
                onFile={(file) => announce(file.name)}
              />
              <Check label={words.shared} hint={words.sharedHint} />
            </div>
            <div className="row wrap">
              <Button kind="primary">{words.write}</Button>
              <Button>{words.preview}</Button>
              <Button kind="plain" icon="undo">
                {words.undo}
              </Button>
              <Button reason={words.lockReason}>{words.lock}</Button>
              <Button busy>{words.busy}</Button>
              <Tag icon="lock">{words.locked}</Tag>
              <Tag kind="wait" icon="clock">
                {words.waiting}
              </Tag>
              <Tag kind="bad" icon="error">
                {words.refused}
              </Tag>
              <Tag kind="good" icon="check">
                {words.approved}
              </Tag>
              <Tag kind="acc">{words.fresh}</Tag>
            </div>
          </div>
        </Panel>
      </div>
      <Panel title={words.choices} padded>
        <div className="stack">
          <div className="row wrap">
            <Segmented label={words.viewLabel} value={view} options={words.views} onChange={setView} />
            <Menu
              label={words.menuLabel}
              items={words.menu.map((label, index) => ({ label, current: index === 0 }))}
              button={
                <>
                  <span className="faint">{words.menuLabel}</span>
                  {words.menu[0]}
                  <Icon name="chevron" />
                </>
              }
            />
            <Button onClick={() => setAsking(true)}>{words.ask}</Button>
            <Button onClick={() => announce(words.done, () => announce(words.undone))}>{words.announce}</Button>
          </div>
          <div>
            <Tabs label={words.choices} value={tab} tabs={words.tabs} onChange={setTab}>
              {words.tabText}
            </Tabs>
          </div>
        </div>
        {asking && (
          <Dialog
            title={words.askTitle}
            onClose={() => setAsking(false)}
            actions={
              <Button kind="primary" big onClick={() => setAsking(false)}>
                {words.write}
              </Button>
            }
          >
            <p className="dim">{words.askText}</p>
          </Dialog>
        )}
      </Panel>
      <div className="stack">
        <Note>{words.note}</Note>
        <Note kind="wait">{words.noteWait}</Note>
        <Note kind="bad">{words.noteBad}</Note>
        <Note kind="good">{words.noteGood}</Note>
        <Note kind="acc">{words.noteAcc}</Note>
      </div>
    </>
  )
}
