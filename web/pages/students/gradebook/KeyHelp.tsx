import { useText } from '../../../text.ts'
import { Dialog } from '../../../ui/Dialog.tsx'

const keys = [
  ['Enter', 'Shift Enter', 'down_up'],
  ['Tab', 'Shift Tab', 'right_left'],
  ['← ↑ → ↓', 'Ctrl ←↑→↓', 'move'],
  ['Home', 'End', 'edges'],
  ['Shift ←↑→↓', 'Ctrl A', 'select'],
  ['F2', '', 'in_place_long'],
  ['Esc', '', 'escape'],
  ['Del', '', 'clear'],
  ['Ctrl C', 'Ctrl V', 'clipboard'],
  ['Ctrl Z', 'Ctrl Shift Z', 'undo_redo'],
  ['Ctrl D', 'Ctrl Alt D', 'fill'],
  ['F8', 'Shift F8', 'problems'],
  ['H', '', 'history'],
  ['.', '', 'fold'],
  ['Ctrl K', '', 'go'],
] as const

/** Every key of the grid, and what may be typed. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('gradebook.keys_table')} onClose={onClose}>
      <table className="tbl keys-table">
        <tbody>
          {keys.map(([key, other, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd> {other && <kbd>{other}</kbd>}
              </th>
              <td>{t(`gradebook.key_help.${what}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small dim">{t('gradebook.key_help.typing')}</p>
      <p className="small dim">{t('gradebook.key_help.pasting')}</p>
    </Dialog>
  )
}
