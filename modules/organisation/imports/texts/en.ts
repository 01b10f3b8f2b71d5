/** Words of bringing lists by file, in English. */
export const en = {
  'import.no_list':
    'No list was found in the file. Use the workbook offered here; its tabs and column titles are: {lists}.',
  'import.no_rows': 'The tabs of the file have no rows yet. Fill in data below the titles and upload again.',
  'import.too_many_rows': 'The file has {rows, number} rows, more than {limit, number}. Divide it into several files.',
  'import.refused_rows':
    '{rows, number} rows are refused, so nothing was written. Correct them, leave them out, or write the good rows only.',
  'import.nothing_to_write': 'No row is new or changed, so there is nothing to write.',
  'import.already_ended':
    'This file was already {state, select, written {written} undone {taken back} other {thrown away}}. Load the page again.',
  'import.not_written': 'This file is not written, or was taken back.',
  'import.workbook_name': 'School lists {year}.xlsx',
  'import.corrected_name': '{name} - to correct.xlsx',
  'import.reason': 'Why refused',
  'undo.altered':
    'It cannot be taken back: {table, select, assignment {assignments} class {classes} section {sections} staff {staff records} student {pupil records} enrollment {enrollments} guardianship {guardians} other {some records}} were altered since. Correct them one by one.',
  'undo.stands_on':
    'It cannot be taken back: {table, select, assignment {assignments} subject_result {marks} mark_change {marks} enrollment {enrolled pupils} section {sections} section_member {pupils of sections} post {posts} account {accounts} absence {absences} gradebook {gradebooks} other {other data}} stand on what was written. Remove or end them first.',
  'upload.no_file': 'There is no file. Choose an Excel workbook (.xlsx).',
  'upload.too_large':
    'The file is larger than {megabytes} MB. Remove pictures and tabs that are not needed, then upload.',
  'upload.broken': 'The file did not arrive whole. Upload it again.',
} as const
