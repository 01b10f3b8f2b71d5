import { Link } from 'wouter'
import { formatDay } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import type { Column } from '../../../ui/DataTable.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { policyChoices } from '../../../../modules/students/records/sheets/choices.ts'
import type { ListedPupil } from './pupils-query.ts'

/** What may stand beside the name; the person chooses. */
export const choosableColumns = [
  'code',
  'class',
  'birth_date',
  'sex',
  'status',
  'ethnicity',
  'residence',
  'phone',
  'policy_groups',
  'disability',
  'register_number',
  'admitted_on',
] as const
/** The key of a column beside the name. */
export type ChoosableColumn = (typeof choosableColumns)[number]
/** Columns that only some may see; for others they are not offered. */
export const privateColumns: ReadonlySet<string> = new Set([
  'ethnicity',
  'residence',
  'phone',
  'policy_groups',
  'disability',
  'register_number',
  'admitted_on',
])

/** The columns of a list: number and name first, then the chosen ones in their own order. */
export function pupilColumnsOf(
  t: Translate,
  chosen: readonly string[],
  at: { unit: string; year: string; room: string | undefined },
): Column<ListedPupil>[] {
  const cells: Record<ChoosableColumn, Omit<Column<ListedPupil>, 'key' | 'header'>> = {
    code: { cell: (pupil) => pupil.code, width: 90 },
    class: {
      width: 40,
      cell: ({ seat }) =>
        seat && (
          <Link className="quiet" href={`/students/${at.unit}/${at.year}/cn/${seat.classSlug}`}>
            {seat.className}
          </Link>
        ),
    },
    birth_date: { cell: ({ birthDate }) => birthDate && formatDay(birthDate), num: true, sortable: true, width: 80 },
    sex: { cell: ({ sex }) => sex && t(`students.sex.${sex}`), width: 30 },
    status: { cell: ({ seat }) => seat && <Status t={t} seat={seat} />, width: 60 },
    ethnicity: { cell: (pupil) => pupil.ethnicityName, width: 60, secondary: true },
    residence: { cell: (pupil) => pupil.residence, width: 160, secondary: true },
    phone: { cell: (pupil) => pupil.phone, num: true, width: 90, secondary: true },
    policy_groups: {
      cell: ({ policyGroups }) => policyGroups?.map(policyTitle).join('; '),
      width: 140,
      secondary: true,
    },
    disability: { cell: (pupil) => pupil.disability, width: 110, secondary: true },
    register_number: { cell: (pupil) => pupil.registerNumber, width: 80, secondary: true },
    admitted_on: {
      cell: ({ admittedOn }) => admittedOn && formatDay(admittedOn),
      num: true,
      width: 80,
      secondary: true,
    },
  }
  const shown = choosableColumns.filter((key) => chosen.includes(key) && !(key === 'class' && at.room))
  return [
    {
      key: 'name',
      header: t('students.column.name'),
      sortable: true,
      width: 170,
      cell: (pupil) => <Name pupil={pupil} />,
    },
    ...(at.room
      ? [
          {
            key: 'number',
            header: t('students.column.number'),
            num: true,
            sortable: true,
            secondary: true,
            width: 20,
            cell: ({ seat }: ListedPupil) => seat?.number,
          },
        ]
      : []),
    ...shown.map((key) => ({ key, header: t(`students.column.${key}`), ...cells[key] })),
  ]
}

function Name({ pupil: { id, restName, givenName, seat } }: { pupil: ListedPupil }) {
  const gone = seat && seat.status !== 'studying'
  return (
    <Link className={gone ? 'pupil-name gone' : 'pupil-name'} href={`/student/${id}`}>
      {restName} <b>{givenName}</b>
    </Link>
  )
}

function Status({ t, seat }: { t: Translate; seat: NonNullable<ListedPupil['seat']> }) {
  if (seat.status === 'studying') return <span className="faint">{t('students.status.studying')}</span>
  return (
    <Tag kind={seat.status === 'deferred' ? 'wait' : undefined}>
      {t('students.status_since', { status: seat.status, day: seat.endsOn ? formatDay(seat.endsOn) : '' })}
    </Tag>
  )
}

const policyTitle = (code: string): string => policyChoices.find(({ value }) => value === code)?.title ?? code
