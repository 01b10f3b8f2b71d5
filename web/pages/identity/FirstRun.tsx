import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../graphql.ts'
import { useAct } from '../../shell/act.ts'
import { signIn } from '../../shell/session.ts'
import { today, useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { SelectField, TextField } from '../../ui/Field.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Note } from '../../ui/Note.tsx'
import { EntryFrame } from './EntryFrame.tsx'
import { NewPassword } from './NewPassword.tsx'
import { firstYear, runningYear } from './first-year.ts'

const CheckLink = graphql(`
  mutation CheckAdminLink($code: String!) {
    checkAdminLink(code: $code) {
      founded
    }
  }
`)
const MakeAdministrator = graphql(`
  mutation MakeAdministrator(
    $code: String!
    $fullName: String!
    $login: String!
    $password: String!
    $province: FirstProvince
  ) {
    makeAdministrator(code: $code, fullName: $fullName, login: $login, password: $password, province: $province)
  }
`)
const ProvincesQuery = graphql(`
  query Provinces {
    provinces {
      code
      name
      shortName
    }
  }
`)

/** The first run: the link that the server has printed sets the province and makes the first administrator. */
export function FirstRun() {
  const t = useText()
  const [code] = useState(() => location.hash.slice(1))
  const [link, setLink] = useState<{ founded: boolean }>()
  const { act, refusal } = useAct(CheckLink)
  useEffect(() => {
    void act({ code }).then((done) => done && setLink(done.checkAdminLink))
    // Asked once: the link does not change while the page stands.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [code])
  if (link) return <Form code={code} founded={link.founded} />
  return (
    <EntryFrame title={t('setup.title')} lead={refusal.general ? undefined : t('setup.checking')}>
      {refusal.general && <Note kind="bad">{refusal.general}</Note>}
    </EntryFrame>
  )
}

function Form({ code, founded }: { code: string; founded: boolean }) {
  const t = useText()
  const [{ data }] = useQuery({ query: ProvincesQuery })
  const [person, setPerson] = useState({ fullName: '', login: '', password: '' })
  const [province, setProvince] = useState({ provinceCode: '', departmentName: '', departmentCode: '', emblem: '' })
  const [days, setDays] = useState(() => firstYear(runningYear(today())))
  const { act, busy, refusal, refuse } = useAct(MakeAdministrator)
  const fault = refusal.fields

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await act({
      code,
      ...person,
      province: founded ? null : { ...province, emblem: province.emblem || null, ...days },
    })
    if (!done) return
    const answer = await signIn({ login: done.makeAdministrator, password: person.password, code: '', shared: false })
    location.assign(answer.ok ? '/' : '/sign-in')
  }
  const choose = (provinceCode: string) => {
    const chosen = data?.provinces.find((one) => one.code === provinceCode)
    setProvince({
      ...province,
      provinceCode,
      departmentName: chosen ? t('setup.department_of', { province: chosen.shortName }) : province.departmentName,
      departmentCode: provinceCode,
    })
  }
  const takeEmblem = (file: File) => {
    const reader = new FileReader()
    reader.onload = () => setProvince({ ...province, emblem: String(reader.result) })
    reader.onerror = () => refuse({ fields: { emblem: t('installation.emblem', { kilobytes: 100 }) } })
    reader.readAsDataURL(file)
  }
  const setTerm = (index: number, part: Partial<(typeof days.terms)[number]>) =>
    setDays({ ...days, terms: days.terms.map((term, at) => (at === index ? { ...term, ...part } : term)) })

  return (
    <EntryFrame
      title={t(founded ? 'setup.another' : 'setup.title')}
      lead={t(founded ? 'setup.another_lead' : 'setup.lead')}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        {refusal.general && <Note kind="bad">{refusal.general}</Note>}
        {!founded && (
          <>
            <fieldset>
              <legend>{t('setup.province')}</legend>
              <SelectField
                label={t('setup.province_name')}
                placeholder={t('setup.choose')}
                value={province.provinceCode}
                options={data?.provinces.map((one) => ({ value: one.code, label: one.name })) ?? []}
                error={fault['provinceCode']}
                onChange={(event) => choose(event.target.value)}
              />
              <TextField
                label={t('setup.department_name')}
                value={province.departmentName}
                error={fault['departmentName']}
                onChange={(event) => setProvince({ ...province, departmentName: event.target.value })}
              />
              <TextField
                label={t('setup.department_code')}
                hint={t('setup.department_code_hint')}
                value={province.departmentCode}
                error={fault['departmentCode']}
                onChange={(event) => setProvince({ ...province, departmentCode: event.target.value })}
              />
              <FileDrop
                label={t(province.emblem ? 'setup.emblem_chosen' : 'setup.emblem')}
                hint={t('setup.emblem_hint')}
                accept="image/png,image/jpeg,image/webp"
                error={fault['emblem']}
                onFile={takeEmblem}
              />
              {province.emblem && <img src={province.emblem} alt={t('setup.emblem_chosen')} width={48} height={48} />}
            </fieldset>
            <fieldset>
              <legend>{t('setup.year', { from: String(days.year), to: String(days.year + 1) })}</legend>
              <div className="entry-pair days">
                <DateField
                  label={t('setup.year_starts')}
                  value={days.startsOn}
                  onChange={(day) => setDays({ ...days, startsOn: day ?? '' })}
                />
                <DateField
                  label={t('setup.year_ends')}
                  value={days.endsOn}
                  onChange={(day) => setDays({ ...days, endsOn: day ?? '' })}
                />
                {days.terms.map((term, index) => (
                  <Term
                    key={index}
                    number={index + 1}
                    term={term}
                    fault={(name) => fault[`term${index + 1}.${name}`]}
                    onChange={(part) => setTerm(index, part)}
                  />
                ))}
              </div>
            </fieldset>
          </>
        )}
        <fieldset>
          <legend>{t('setup.administrator')}</legend>
          <TextField
            label={t('accounts.full_name')}
            autoComplete="name"
            value={person.fullName}
            error={fault['fullName']}
            onChange={(event) => setPerson({ ...person, fullName: event.target.value })}
          />
          <TextField
            label={t('sign_in.login')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={person.login}
            error={fault['login']}
            onChange={(event) => setPerson({ ...person, login: event.target.value })}
          />
          <NewPassword
            value={person.password}
            error={fault['password']}
            login={person.login}
            name={person.fullName}
            onChange={(password) => setPerson({ ...person, password })}
          />
        </fieldset>
        <div className="row">
          <Button kind="primary" big type="submit" busy={busy}>
            {t(founded ? 'setup.make' : 'setup.begin')}
          </Button>
        </div>
      </form>
    </EntryFrame>
  )
}

function Term({
  number,
  term,
  fault,
  onChange,
}: {
  number: number
  term: ReturnType<typeof firstYear>['terms'][number]
  fault: (name: string) => string | undefined
  onChange: (part: Partial<ReturnType<typeof firstYear>['terms'][number]>) => void
}) {
  const t = useText()
  return (
    <>
      <DateField
        label={t('setup.term_starts', { term: number })}
        value={term.startsOn}
        error={fault('startsOn')}
        onChange={(day) => onChange({ startsOn: day ?? '' })}
      />
      <DateField
        label={t('setup.term_ends', { term: number })}
        value={term.endsOn}
        error={fault('endsOn') ?? fault('resultsDueOn')}
        onChange={(day) => onChange({ endsOn: day ?? '', resultsDueOn: day ?? '' })}
      />
    </>
  )
}
