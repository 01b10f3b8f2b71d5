import { useState } from 'react'
import { unaccented } from '../../../platform/name.ts'
import { formatNumber, useText } from '../../text.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { Load } from './board-query.ts'

/** What each teacher's periods come to; pressing one shows their cells on the board. */
export function Loads({
  loads,
  shown,
  onShow,
}: {
  loads: readonly Load[]
  shown: string | undefined
  onShow: (staff: string | undefined) => void
}) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const found = loads.filter(({ staff }) => unaccented(staff.fullName).includes(unaccented(typed)))
  return (
    <Panel title={t('assignment.loads', { count: loads.length })}>
      <div className="assign-find">
        <input
          className="input"
          type="search"
          aria-label={t('assignment.find')}
          placeholder={t('assignment.find_example')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <ul className="assign-loads">
        {found.map(({ staff, periodsAWeek, periodsAYear, sections, homeroom }) => (
          <li key={staff.id}>
            <button
              type="button"
              aria-pressed={staff.id === shown}
              onClick={() => onShow(staff.id === shown ? undefined : staff.id)}
            >
              <span>
                {staff.restName} <b>{staff.givenName}</b>
                <small>
                  {[staff.team, homeroom > 0 && t('assignment.leads', { count: homeroom })].filter(Boolean).join(' · ')}
                </small>
              </span>
              <span className="num" title={t('assignment.year', { periods: formatNumber(periodsAYear), sections })}>
                {t('assignment.week', { periods: formatNumber(periodsAWeek, 1) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
