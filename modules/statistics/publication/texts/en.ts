/** Words of published figures, in English. */
export const en = {
  'publication.nothing': 'No return is approved yet, so there is nothing to publish.',
  'publication.look': 'See the public page',
  'publication.publish': 'Publish for everybody',
  'publication.again': 'Publish what is approved now',
  'publication.end': 'Take back',
  'publication.standing': 'Published at {link} since {at}, by {by}.',
  'publication.none_standing':
    'Not published. Once it is, everybody may read the last five years by commune; figures that are too small are withheld.',
  'publication.published': 'Published. Everybody can read it in some seconds.',
  'publication.ended': 'Taken back.',
  'publication.title': 'Figures of education',
  'publication.lead': 'Published by {province} on {day}, from the approved returns of schools.',
  'publication.nothing_open': 'No figures are published yet',
  'publication.nothing_open_why': 'The department of education has published none here.',
  'publication.withheld': 'withheld',
  'publication.withheld_why':
    'Figures of places with fewer than 5 pupils, and of at least one more place, are withheld, so that they tell of nobody.',
  'publication.source_line': '{year}: as of {day}, {schools} of {of} schools approved',
  'publication.json': 'Open data (JSON)',
  'publication.sign_in': 'Sign in',
} as const
