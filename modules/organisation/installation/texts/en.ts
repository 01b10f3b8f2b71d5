/** Words of the first run, in English. */
export const en = {
  'installation.province_unknown': 'Choose a province from the list.',
  'installation.department_name': 'Give the full name of the department.',
  'installation.department_code': 'A code has plain letters and digits, 2 to 30 of them, such as 25 or SO-PT.',
  'installation.emblem': 'An emblem is a PNG, JPEG or WebP image of {kilobytes} kB at most.',
} as const
