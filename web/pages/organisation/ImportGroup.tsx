import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { refusalWords, type Status } from './import-words.ts'
import type { BatchSheet } from './import-query.ts'

type Decide = (row: number, decision: { skip?: boolean; useSuggested?: boolean }) => Promise<void>

/** The rows of one status under a line that counts them. */
export function ImportGroup({
  status,
  sheet,
  icon,
  open,
  onMore,
  onDecide,
}: {
  status: Status
  sheet: BatchSheet
  icon?: IconName
  open: boolean
  onMore: () => void
  onDecide: Decide
}) {
  const t = useText()
  const { edges } = sheet[status]
  if (edges.length === 0) return null
  const count = sheet.counts[status]
  return (
    <tbody>
      <tr className="import-group">
        <th colSpan={7} scope="rowgroup">
          {icon && <Icon name={icon} />} {t(`import.group.${status}`, { count })}
          {edges.length < count && (
            <span className="faint">
              {' · '}
              {t('import.first', { count: edges.length })}{' '}
              <Button kind="link" onClick={onMore}>
                {t('import.all')}
              </Button>
            </span>
          )}
        </th>
      </tr>
      {status === 'refused' &&
        sheet.refused.edges.map(({ node }) => (
          <RefusedRow key={node.number} row={node} open={open} onDecide={onDecide} />
        ))}
      {status === 'changed' &&
        sheet.changed.edges.map(({ node }) => (
          <ChangedRow key={node.number} row={node} open={open} onDecide={onDecide} />
        ))}
      {(status === 'new' || status === 'unchanged') &&
        sheet[status].edges.map(({ node }) => (
          <tr key={node.number} className={node.skipped ? 'skipped' : undefined}>
            <td className="num faint">{node.number}</td>
            <td>{node.label}</td>
            <td data-empty="" />
            <td data-empty="" />
            <td data-empty="" />
            <td className="faint">
              {t(node.skipped ? 'import.left_out' : status === 'new' ? 'import.adds' : 'import.stays')}
            </td>
            <td className="num">{open && status === 'new' && <Skip row={node} onDecide={onDecide} />}</td>
          </tr>
        ))}
    </tbody>
  )
}

function RefusedRow({
  row,
  open,
  onDecide,
}: {
  row: BatchSheet['refused']['edges'][number]['node']
  open: boolean
  onDecide: Decide
}) {
  const t = useText()
  const meant = row.violations.flatMap(({ suggested }) => suggested ?? [])
  return (
    <tr className="refused">
      <td className="num faint">{row.number}</td>
      <td>{row.label}</td>
      <td>{lines(row.violations.map(({ column, address }) => `${column} (${address})`))}</td>
      <td data-empty="" />
      <td>
        <b>{lines(row.violations.map(({ value }) => value || t('import.empty')))}</b>
      </td>
      <td className="import-reason">{lines(row.violations.map((violation) => refusalWords(t, violation)))}</td>
      <td className="num">
        {open && meant.length > 0 && (
          <Button kind="link" onClick={() => void onDecide(row.number, { useSuggested: true })}>
            {t('import.use', { value: meant.join(', ') })}
          </Button>
        )}
      </td>
    </tr>
  )
}

function ChangedRow({
  row,
  open,
  onDecide,
}: {
  row: BatchSheet['changed']['edges'][number]['node']
  open: boolean
  onDecide: Decide
}) {
  const t = useText()
  return (
    <tr className={row.skipped ? 'skipped' : undefined}>
      <td className="num faint">{row.number}</td>
      <td>{row.label}</td>
      <td>{lines(row.changes.map(({ title }) => title))}</td>
      <td>
        {row.changes.map(({ title, was }) => (
          <div key={title}>{was ? <s>{was}</s> : <span className="faint">{t('import.empty')}</span>}</div>
        ))}
      </td>
      <td>
        <b>{lines(row.changes.map(({ value }) => value))}</b>
      </td>
      <td className="faint">{t(row.skipped ? 'import.left_out' : 'import.changes')}</td>
      <td className="num">{open && <Skip row={row} onDecide={onDecide} />}</td>
    </tr>
  )
}

function Skip({ row, onDecide }: { row: { number: number; skipped: boolean }; onDecide: Decide }) {
  const t = useText()
  return (
    <Button kind="link" onClick={() => void onDecide(row.number, { skip: !row.skipped })}>
      {t(row.skipped ? 'import.take_in' : 'import.leave_out')}
    </Button>
  )
}

const lines = (texts: readonly string[]) => texts.map((text, index) => <div key={index}>{text}</div>)
