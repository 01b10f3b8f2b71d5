import type { Changing } from '../../../platform/change.ts'
import { foldName } from '../../../platform/name.ts'
import type { NewPost } from './posts.ts'

/** A person of a school's records who has no account. */
export interface RecordedPerson {
  person_id: string
  full_name: string
  identity_number: string | null
}

/** What a school's own records of its staff add to accounts and posts; offered by the module that keeps them. */
export interface SchoolRecords {
  /** The persons of a school's records who have no account. */
  withoutAccount(ctx: Changing, school_id: number): Promise<readonly RecordedPerson[]>
  /** Sees to it that who holds a post in a school has a record there. */
  followPost(ctx: Changing, post: NewPost): Promise<void>
}

let offered: SchoolRecords | undefined

/** Offers the records of staff; one module does it once. */
export function offerSchoolRecords(records: SchoolRecords): void {
  if (offered) throw new Error('the records of staff are offered twice')
  offered = records
}

/** Sees to it that who holds a post in a school has a record there. */
export const followPost = async (ctx: Changing, post: NewPost): Promise<void> => offered?.followPost(ctx, post)

/** Whom a name, and an identity number that nobody bears yet, mean: nobody, one person, or several of whom none is guessed. */
export type OnRecord = (full_name: string, identity_number: string | null) => string | 'several' | null

/** Finds persons among a school's records without an account. One who has another number is somebody else. */
export async function recordsOf(ctx: Changing, unit_id: number): Promise<OnRecord> {
  const known = Map.groupBy((await offered?.withoutAccount(ctx, unit_id)) ?? [], ({ full_name }) => foldName(full_name))
  return (full_name, identity_number) => {
    const [first, second] = (known.get(foldName(full_name)) ?? []).filter(
      (one) => one.identity_number === null || identity_number === null,
    )
    return second === undefined ? (first?.person_id ?? null) : 'several'
  }
}
