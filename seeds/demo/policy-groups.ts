import type { School, Seat } from './world.ts'

/** The policy groups that follow from a pupil's people, home and health. */
export function policyGroupsOf({ plan }: School, { pupil }: Pick<Seat, 'pupil'>): string[] {
  const { family, disability } = pupil
  const mountain = plan.commune.land === 'mountain'
  return [
    ...(family.ethnicity === '01' ? [] : ['DTTS']),
    ...(family.poverty === 'poor' ? ['HN'] : []),
    ...(family.poverty === 'near_poor' ? ['HCN'] : []),
    ...(family.guardians[0]?.kind === 'guardian' ? ['MC'] : []),
    ...(disability ? ['KT'] : []),
    ...(mountain ? ['XA_DBKK'] : []),
    ...(plan.name.startsWith('PTDTBT') ? ['BT'] : []),
  ]
}
