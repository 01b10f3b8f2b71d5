import { useDemo } from '../../shell/ways-in.ts'
import { icons } from '../../ui/icons.ts'
import type { IconName } from '../../ui/icons.ts'
import { Icon } from '../../ui/Icon.tsx'
import { PageTitle } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { cells, colours, lines, words } from './samples.ts'
import { NotFound } from '../NotFound.tsx'
import { KitCharts } from './KitCharts.tsx'
import { KitControls } from './KitControls.tsx'
import { KitLists } from './KitLists.tsx'
import './kit.css'

/** Every component in its states, with invented contents, to compare with the look. Offered in a demonstration alone. */
export function Kit() {
  if (!useDemo()) return <NotFound />
  return (
    <main id="main" className="kit" lang="vi">
      <div className="full">
        <PageTitle title={words.title} />
        <p className="dim">{words.lead}</p>
      </div>
      <Panel title={words.type} padded>
        <div className="kit-type">
          {lines.map((line) => (
            <p key={line.size} style={{ fontSize: `var(--t-${line.size})` }}>
              <span>{line.size}</span>
              {line.size > 15 ? <b>{line.text}</b> : <i style={{ fontStyle: 'normal' }}>{line.text}</i>}
            </p>
          ))}
        </div>
      </Panel>
      <Panel title={words.cells}>
        <table className="tbl">
          <tbody>
            {cells.map((cell) => (
              <tr key={cell.name}>
                <td>
                  <span className={`cx ${cell.shape}`}>
                    {'icon' in cell && <Icon name={cell.icon} />}
                    {cell.shape === 'bad' ? <b>{cell.text}</b> : cell.text}
                  </span>
                </td>
                <th scope="row">
                  <b>{cell.name}</b>
                </th>
                <td className="dim">{cell.how}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <div className="full">
        <Panel title={words.colours} padded>
          <ul className="kit-swatches">
            {colours.map((colour) => (
              <li key={colour}>
                <i style={{ background: `var(--${colour})` }} />
                {colour}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <KitControls />
      <KitLists />
      <KitCharts />
      <div className="full">
        <Panel title={words.icons} padded>
          <ul className="kit-icons">
            {(Object.keys(icons) as IconName[]).map((name) => (
              <li key={name}>
                <Icon name={name} /> {name}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </main>
  )
}
