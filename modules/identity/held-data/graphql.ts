import { enumOf } from '../../../platform/enum.ts'
import { Unauthenticated } from '../../../platform/errors.ts'
import { builder } from '../../../platform/graphql.ts'
import {
  heldData,
  heldSources,
  isSensitive,
  removedByItself,
  type HeldAbout,
  type HeldBasis,
  type HeldData,
  type HeldUntil,
} from '../../../platform/held-data.ts'

const AboutRef = enumOf<HeldAbout>('HeldAbout', 'Whom data is about.', {
  pupil: 'Pupils.',
  guardian: 'Guardians of pupils.',
  staff: 'Staff.',
  user: 'Everybody with an account.',
})
const BasisRef = enumOf<HeldBasis>('HeldBasis', 'Why data may be held.', {
  public_task: 'Schooling is a task of the state (Luật 91/2025/QH15, Điều 19(1)); no consent is asked for.',
  security: 'Sign-ins and a trail are kept for the security of the system.',
})
const UntilRef = enumOf<HeldUntil>('HeldUntil', 'How long data is kept.', {
  permanent: 'For good: the books and registers of a school.',
  after_leaving: 'A number of years after the person has left, by a setting.',
  trail: 'Twelve months at least.',
  week: 'Seven days.',
  ended: 'Until the sign-in has ended.',
  own: 'Until the person removes it.',
  with_record: 'As long as the record to which it belongs.',
})

const HeldDataRef = builder.objectRef<HeldData>('HeldData').implement({
  description: 'Data about persons of one kind, held for one reason and one time.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Which kind; its words are `held.<name>`, `.what` and `.why`.' }),
    about: t.expose('about', { type: AboutRef, description: 'Whom it is about.' }),
    basis: t.expose('basis', { type: BasisRef, description: 'Why it may be held.' }),
    basisSource: t.string({
      nullable: true,
      description: 'Where that is written.',
      resolve: ({ basis }) => heldSources[basis]?.text ?? null,
    }),
    until: t.expose('until', { type: UntilRef, description: 'How long it is kept.' }),
    keepYears: t.int({
      nullable: true,
      description: 'The years of the setting; null where the time is not a setting.',
      resolve: ({ until }) => (until === 'after_leaving' ? heldData().keepYears : null),
    }),
    sensitive: t.boolean({ description: 'Whether something of it is sensitive by law.', resolve: isSensitive }),
    removedByItself: t.boolean({
      description: 'Whether the program or the person removes it; otherwise it stays until the unit decides.',
      resolve: ({ until }) => removedByItself.has(until),
    }),
  }),
})

builder.queryField('heldData', (t) =>
  t.field({
    type: [HeldDataRef],
    description: 'The register of what is held about persons, for everybody who is signed in.',
    resolve: (_, __, { account }) => {
      if (!account) throw new Unauthenticated()
      return [...heldData().lines]
    },
  }),
)
