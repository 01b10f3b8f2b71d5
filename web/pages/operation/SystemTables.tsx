import { formatInstant, formatNumber, useText } from '../../text.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { sizeText, spanText } from './amounts.ts'
import type { SystemData } from './system-query.ts'

/** The last unforeseen errors of the running processes and the work that failed, by the codes of the log. */
export function Errors({ state: { processes, failedJobs } }: { state: SystemData }) {
  const t = useText()
  const rows = [
    ...processes.flatMap(({ errors }) => errors.map(({ id, at, code }) => ({ id, at, kind: code }))),
    ...failedJobs.map(({ kind, errorId, finishedAt }) => ({
      id: errorId ?? '–',
      at: finishedAt,
      kind: t('operation.job', { kind }),
    })),
  ].sort((one, other) => other.at.localeCompare(one.at))
  return (
    <Panel title={t('operation.recent_errors')}>
      <p className="small dim system-why">{t('operation.recent_errors_why')}</p>
      <DataTable
        label={t('operation.recent_errors')}
        rows={rows}
        rowKey={({ id, at }) => `${id} ${at}`}
        empty={<p className="dim">{t('operation.no_errors')}</p>}
        columns={[
          { key: 'id', header: t('operation.error_id'), cell: ({ id }) => <code>{id}</code> },
          { key: 'at', header: t('operation.at'), cell: ({ at }) => formatInstant(at) },
          { key: 'kind', header: t('operation.kind'), cell: ({ kind }) => kind },
        ]}
      />
    </Panel>
  )
}

/** The processes of the server that answered. */
export function Processes({ processes }: { processes: SystemData['processes'] }) {
  const t = useText()
  return (
    <Panel title={t('operation.processes')}>
      <DataTable
        label={t('operation.processes')}
        rows={processes}
        rowKey={({ pid }) => String(pid)}
        columns={[
          { key: 'pid', header: t('operation.process'), cell: ({ pid }) => pid },
          { key: 'part', header: t('operation.does'), cell: ({ part }) => t(`operation.process_part.${partOf(part)}`) },
          { key: 'since', header: t('operation.since'), cell: ({ startedAt }) => formatInstant(startedAt) },
          { key: 'memory', header: t('operation.memory'), num: true, cell: ({ memory }) => sizeText(memory) },
          {
            key: 'delay',
            header: t('operation.delay'),
            num: true,
            cell: ({ delay }) => t('operation.ms', { ms: delay }),
          },
        ]}
      />
    </Panel>
  )
}

const partOf = (part: string) => (part === 'worker' || part === 'primary' ? part : 'whole')

/** The databases that follow the first one. */
export function Replicas({ replicas }: { replicas: SystemData['replicas'] }) {
  const t = useText()
  return (
    <Panel title={t('operation.part.replicas')}>
      <DataTable
        label={t('operation.part.replicas')}
        rows={replicas}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            header: t('operation.replica'),
            cell: ({ name }) => t('operation.replica_name', { number: name.replace(/\D/g, '') }),
          },
          {
            key: 'used',
            header: t('operation.state'),
            cell: ({ used }) => t(used ? 'operation.replica_used' : 'operation.replica_out'),
          },
          {
            key: 'lag',
            header: t('operation.lag'),
            num: true,
            cell: ({ lag }) => (lag === null ? t('operation.no_answer') : spanText(t, lag)),
          },
        ]}
      />
    </Panel>
  )
}

/** The statements that take longest each time, by name. */
export function Statements({ statements }: { statements: SystemData['statements'] }) {
  const t = useText()
  const ms = (value: number) => t('operation.ms', { ms: value < 10 ? Math.round(value * 10) / 10 : Math.round(value) })
  return (
    <Panel title={t('operation.slowest')}>
      <p className="small dim system-why">{t('operation.slowest_why')}</p>
      <DataTable
        label={t('operation.slowest')}
        rows={statements.map((one, index) => ({ ...one, index }))}
        rowKey={({ index }) => String(index)}
        columns={[
          { key: 'name', header: t('operation.statement'), cell: ({ name }) => name ?? t('operation.unnamed') },
          { key: 'calls', header: t('operation.calls'), num: true, cell: ({ calls }) => formatNumber(calls) },
          { key: 'mean', header: t('operation.mean'), num: true, cell: ({ mean }) => ms(mean) },
          { key: 'longest', header: t('operation.longest'), num: true, cell: ({ longest }) => ms(longest) },
        ]}
      />
    </Panel>
  )
}
