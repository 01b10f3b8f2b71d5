/** Whom data is about: pupils, their guardians, staff, or everybody with an account. */
export type HeldAbout = 'pupil' | 'guardian' | 'staff' | 'user'

/**
 * Why it may be held. `public_task`: schooling is a task of the state and asks for no consent (Luật 91/2025/QH15, Điều
 * 19(1)); `security`: a system of this size keeps sign-ins and a trail (Decree 85/2016/NĐ-CP, TCVN 11930:2017). Nothing
 * rests on consent.
 */
export type HeldBasis = 'public_task' | 'security'

/**
 * How long. `permanent`: books and registers of a school; `after_leaving`: no source gives a period, so it is a setting
 * in years; `trail`: at least twelve months; `week`, `ended` and `own`: removed after seven days, once a sign-in has
 * ended, or by the person; `with_record`: as long as the record to which it belongs.
 */
export type HeldUntil = 'permanent' | 'after_leaving' | 'trail' | 'week' | 'ended' | 'own' | 'with_record'

/** The columns of a table by what the law calls them (Decree 356/2025/NĐ-CP, Điều 3 and 4), as words in one text. */
export interface HeldColumns {
  /** Names, birth, sex, addresses, telephone, identity number, family, the account. */
  basic?: string
  /** Ethnic origin, religion, health, circumstances, and what traces a person. */
  sensitive?: string
  /** What else is said about the person: marks, posts, acts. */
  other?: string
  /** Keys, hashes, states: what makes the row hang together. */
  technical?: string
}

/**
 * A line of the register: data of one kind, held for one reason and one time. Its words are `held.<name>` (what it is),
 * `held.<name>.what` and `held.<name>.why`. A table may stand in several lines, a column in one.
 */
export interface HeldData {
  name: string
  about: HeldAbout
  basis: HeldBasis
  until: HeldUntil
  tables: Readonly<Record<string, HeldColumns>>
}

/** Until when the program itself removes data; the rest stays until somebody decides. */
export const removedByItself: ReadonlySet<HeldUntil> = new Set(['week', 'ended', 'own'])

/** Where a reason or a time is written, and how sure that is (docs/sources.md); null is a rule of the program's own. */
export const heldSources: Record<HeldBasis | HeldUntil, { text: string; confidence: 'V2' | 'K' } | null> = {
  public_task: { text: 'Luật 91/2025/QH15, Điều 19(1)', confidence: 'V2' },
  security: { text: 'NĐ 85/2016/NĐ-CP, TCVN 11930:2017', confidence: 'K' },
  permanent: { text: 'practice of the sector', confidence: 'K' },
  after_leaving: { text: 'KEEP_AFTER_LEAVING_YEARS', confidence: 'K' },
  trail: { text: 'TCVN 11930:2017', confidence: 'K' },
  week: null,
  ended: null,
  own: null,
  with_record: null,
}

/** The columns that a part of a line names. */
export const columnsIn = (words = ''): readonly string[] => words.split(/\s+/).filter(Boolean)

/** Whether a line holds anything that the law calls sensitive. */
export const isSensitive = ({ tables }: HeldData): boolean =>
  Object.values(tables).some(({ sensitive }) => columnsIn(sensitive).length > 0)

let register: { lines: readonly HeldData[]; keepYears: number } = { lines: [], keepYears: 0 }

/** Makes known what all modules hold, and the setting for what no source gives a period; the server does so once. */
export function offerHeldData(modules: readonly { holds?: readonly HeldData[] }[], keepYears: number): void {
  register = { lines: modules.flatMap(({ holds }) => holds ?? []), keepYears }
}

/** The register of what is held about persons. */
export const heldData = (): Readonly<typeof register> => register
