import { createMongoAbility, subject as asSubject, type MongoAbility, type RawRuleOf } from '@casl/ability'
import { permittedFieldsOf, rulesToAST } from '@casl/ability/extra'
import { CompoundCondition, FieldCondition, type Condition } from '@ucast/core'
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Post, Schools } from './post.ts'

/** The protected things and the row by which each is judged; modules add theirs by declaration merging. */
// oxlint-disable-next-line typescript/no-empty-interface -- filled by the modules
export interface Subjects {}

/** The name of a protected thing. */
export type SubjectName = keyof Subjects & string

/** What can be done to a protected thing: the four basic acts, and the verbs that the law or a school keeps apart. */
export type Action =
  | 'read'
  | 'create'
  | 'update'
  | 'delete'
  | 'mark'
  | 'submit'
  | 'check'
  | 'lock'
  | 'unlock'
  | 'publish'
  | 'approve'
  | 'decide'
  | 'assign'
  | 'import'
  | 'export'
  | 'invite'
  | 'end'
  | 'remind'
  | 'release'

type Value<T> = T extends readonly (infer E)[] ? E : T
/** A grant's condition: columns equal to a value or one of a list; nothing else, so that SQL and memory cannot differ. */
export type Where<S extends SubjectName> = {
  [K in keyof Subjects[S]]?: Value<Subjects[S][K]> | { $in: readonly Value<NonNullable<Subjects[S][K]>>[] }
}

/** Adds a permission: whole rows, or only the named columns of them. Grants only add. */
export interface Can {
  <S extends SubjectName>(actions: Action | readonly Action[], subject: S, where?: Where<S>): void
  <S extends SubjectName>(
    actions: Action | readonly Action[],
    subject: S,
    fields: readonly (keyof Subjects[S] & string)[],
    where?: Where<S>,
  ): void
}

/** What a post may do; the content of each module's permissions.ts. */
export type Grant = (can: Can, post: Post) => void

/** The sum of a person's grants; the one authority for SQL, memory and the page. */
export type Ability = MongoAbility<[Action, SubjectName | (Record<string, unknown> & { __caslSubjectType__?: string })]>

/** The rules as the browser receives them. */
export type AbilityRule = RawRuleOf<Ability>

/** What neither alters anything nor speaks to anybody. */
export const reading: readonly Action[] = ['read', 'export']

/** The ability that follows from the posts under all grants; with `only`, no more than these actions of it. */
export function abilityOf(posts: readonly Post[], grants: readonly Grant[], only?: readonly Action[]): Ability {
  const rules: AbilityRule[] = []
  const can: Can = (
    actions: Action | readonly Action[],
    subject: SubjectName,
    fieldsOrWhere?: unknown,
    where?: unknown,
  ) => {
    const fields = Array.isArray(fieldsOrWhere) ? (fieldsOrWhere as string[]) : undefined
    const conditions = (fields ? where : fieldsOrWhere) as Record<string, unknown> | undefined
    if (conditions) assertClosed(conditions)
    const given = [actions].flat().filter((action) => only?.includes(action) ?? true)
    if (given.length === 0) return
    rules.push({
      action: given,
      subject,
      ...(fields ? { fields } : {}),
      ...(conditions && Object.keys(conditions).length > 0 ? { conditions } : {}),
    } as AbilityRule)
  }
  for (const post of posts) for (const grant of grants) grant(can, post)
  return createMongoAbility<Ability>(rules)
}

/** The condition "school in reach": none for the whole province. */
export function within(schools: Schools): { school_id?: { $in: readonly number[] } } {
  return schools === 'all' ? {} : { school_id: { $in: schools } }
}

/**
 * The rows of a table on which an action is permitted, as a condition for WHERE.
 * Forbidden is `false`, unconditional is `true`; anything but eq, in, and, or stops.
 */
export function allowed(ability: Ability, action: Action, subject: SubjectName, alias: string): Expression<SqlBool> {
  const ast = rulesToAST(ability, action, subject)
  return ast ? toSql(ast, alias) : sql<SqlBool>`false`
}

/**
 * The rows whose column a person may read, as a condition for WHERE. What one may not see one may not filter, search or
 * sort by: a filter on a column goes together with this.
 */
export function readable<S extends SubjectName>(
  ability: Ability,
  subject: S,
  column: keyof Subjects[S] & string,
  alias: string,
): Expression<SqlBool> {
  const rules = ability.rulesFor('read', subject, column)
  if (rules.some((rule) => !rule.conditions)) return sql<SqlBool>`true`
  const conditions = rules.flatMap((rule) => (rule.ast ? [toSql(rule.ast, alias)] : []))
  return conditions.length ? sql<SqlBool>`(${sql.join(conditions, sql` or `)})` : sql<SqlBool>`false`
}

/** Whether an action is permitted on one row in memory; for a new row before INSERT, and for buttons. */
export function may<S extends SubjectName>(
  ability: Ability,
  action: Action,
  subject: S,
  row?: Partial<Subjects[S]>,
  field?: keyof Subjects[S] & string,
): boolean {
  return ability.can(action, row ? (asSubject(subject, { ...row }) as never) : subject, field)
}

/** The row with every column that this person may not read made null; judged per row, since a teacher may be a parent too. */
export function visible<S extends SubjectName, R extends Partial<Subjects[S]>>(
  ability: Ability,
  subject: S,
  row: R,
): R {
  const columns = Object.keys(row)
  const readable = new Set(
    permittedFieldsOf(ability, 'read', asSubject(subject, { ...row }) as never, {
      fieldsFrom: (rule) => rule.fields ?? columns,
    }),
  )
  const shown: Record<string, unknown> = { ...row }
  for (const column of columns) if (!readable.has(column)) shown[column] = null
  return shown as R
}

function assertClosed(conditions: Record<string, unknown>): void {
  for (const value of Object.values(conditions)) {
    if (value === undefined) throw new Error('a grant with an undefined condition')
    if (value === null || typeof value !== 'object') continue
    const operators = Object.keys(value)
    if (operators.length !== 1 || operators[0] !== '$in')
      throw new Error(`operator outside the closed list: ${operators.join(', ')}`)
  }
}

function toSql(ast: Condition, alias: string): Expression<SqlBool> {
  if (ast instanceof CompoundCondition) {
    const parts = (ast.value as Condition[]).map((part) => toSql(part, alias))
    if (ast.operator === 'and')
      return parts.length ? sql<SqlBool>`(${sql.join(parts, sql` and `)})` : sql<SqlBool>`true`
    if (ast.operator === 'or') return parts.length ? sql<SqlBool>`(${sql.join(parts, sql` or `)})` : sql<SqlBool>`false`
  }
  if (ast instanceof FieldCondition) {
    const column = sql.ref(`${alias}.${ast.field}`)
    if (ast.operator === 'eq')
      return ast.value === null ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${ast.value}`
    if (ast.operator === 'in') return sql<SqlBool>`${column} = any(${ast.value})`
  }
  throw new Error(`unsupported rule operator: ${ast.operator}`)
}
