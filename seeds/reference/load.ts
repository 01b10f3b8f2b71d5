import { createHash } from 'node:crypto'
import { Client } from 'pg'
import provinceList from './provinces.json' with { type: 'json' }
import subjectList from './subjects.json' with { type: 'json' }

/** The academic year from which the programme of 2018 is in the lists: its first in secondary schools. */
const curriculumFrom = 2021

/**
 * Brings provinces, subjects and the curriculum to the lists beside this file, as the owner of the database. Called at
 * every start; does nothing while the lists are the same. Rows that the sở dated later than ours stay untouched.
 */
export async function loadReference(ownerUrl: string): Promise<'unchanged' | 'loaded'> {
  const version = createHash('sha256')
    .update(JSON.stringify([provinceList, subjectList]))
    .digest('hex')
    .slice(0, 12)
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const known = await client.query(`select 1 from setting where name = 'reference' and value ->> 'version' = $1`, [
      version,
    ])
    if (known.rowCount) return 'unchanged'
    await client.query('begin')
    await client.query(writeProvinces, [JSON.stringify(provinces())])
    await client.query(writeSubjects, [JSON.stringify(subjects())])
    await client.query(writeCurriculum, [JSON.stringify(curriculum())])
    await client.query(writeSetting, [JSON.stringify({ version })])
    await client.query('commit')
    return 'loaded'
  } finally {
    await client.end()
  }
}

const provinces = () =>
  provinceList.provinces.map(({ code, name, shortName }) => ({ code, name, short_name: shortName }))

const subjects = () => subjectList.subjects.map((subject) => ({ ...subject, position: subject.id }))

const curriculum = () =>
  subjectList.curriculum.flatMap(({ grades, ...row }) =>
    grades.map((grade) => ({ ...row, grade, valid_from: curriculumFrom })),
  )

const writeProvinces = `/* reference.provinces */
  insert into province (code, name, short_name)
  select code, name, short_name from jsonb_to_recordset($1) as r (code text, name text, short_name text)
  on conflict (code) do update set name = excluded.name, short_name = excluded.short_name`

const writeSubjects = `/* reference.subjects */
  insert into subject (id, code, name, name_en, short_name, position)
  select id, code, name, name_en, short_name, position
  from jsonb_to_recordset($1) as r (id smallint, code text, name text, name_en text, short_name text, position smallint)
  on conflict (id) do update set code = excluded.code, name = excluded.name, name_en = excluded.name_en,
    short_name = excluded.short_name, position = excluded.position`

const writeCurriculum = `/* reference.curriculum */
  insert into curriculum (subject_id, grade, valid_from, periods, assessment, kind)
  select subject_id, grade, valid_from, periods, assessment, kind
  from jsonb_to_recordset($1)
    as r (subject_id smallint, grade smallint, valid_from smallint, periods smallint, assessment text, kind text)
  on conflict (subject_id, grade, valid_from) do update
    set periods = excluded.periods, assessment = excluded.assessment, kind = excluded.kind`

const writeSetting = `/* reference.setting */
  insert into setting (name, value) values ('reference', $1) on conflict (name) do update set value = excluded.value`
