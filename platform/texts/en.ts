/** The words of the platform's refusals, in English: each says what is wrong and what to do. */
export const en = {
  'name.empty': 'There is no name. Write the full name.',
  'name.control': 'The name has characters that cannot be seen. Delete it and type it again.',
  'name.too_long': 'The name is longer than 100 characters. Write it as in the birth certificate.',

  'file.too_large': 'The file is larger than {megabytes} MB. Divide it, or leave out pictures.',

  'workbook.empty': 'The file is empty. Open it in Excel, save it again, and upload it.',
  'workbook.not_a_workbook':
    'This is not an Excel file, whatever its name says. Open it, choose Save As, type Excel Workbook (.xlsx), and upload that.',
  'workbook.old_format':
    'This is an old Excel file (.xls). Open it in Excel, choose Save As, type Excel Workbook (.xlsx), and upload that.',
  'workbook.binary_format':
    'This is a binary Excel file (.xlsb). Open it in Excel, choose Save As, type Excel Workbook (.xlsx), and upload that.',
  'workbook.password':
    'The file has a password and cannot be read. In Excel choose File, Info, Protect Workbook, remove the password, save it, and upload it.',
  'workbook.macro':
    'The file has macros and is not accepted. Choose Save As, type Excel Workbook (.xlsx), without macros, and upload that.',
  'workbook.damaged': 'The file is damaged or did not arrive whole. Open it in Excel, save it, and upload it again.',
  'workbook.too_large': 'The file is larger than {megabytes} MB. Leave out pictures and sheets that are not needed.',
  'workbook.bomb':
    'The file unpacks to an abnormal size and was not opened. Copy the cells that you need to a new Excel file.',
  'workbook.too_many_sheets': 'The file has more than {limit} sheets. Keep only those to import.',
  'workbook.too_many_rows':
    'The sheet “{sheet}” has more than {limit} rows. Delete formatted empty rows at its end, or divide the file.',
  'workbook.too_many_columns':
    'The sheet “{sheet}” has more than {limit} columns. Delete the columns on the right that are not needed.',
  'workbook.too_complex': 'The file takes too long to read. Copy the cells that you need to a new Excel file.',

  'sheet.reason_column': 'Why it was refused',
  'sheet.no_header':
    'There is no row of column titles in the sheet “{sheet}”. Use the template from here, or add a row with the titles: {columns}.',
  'sheet.column_missing': 'The sheet “{sheet}” lacks the column “{column}”. Add it under this title.',
  'sheet.column_twice': 'The sheet “{sheet}” has the column “{column}” twice. Keep one and rename the other.',
  'sheet.did_you_mean': 'Did you mean {value}?',
  'sheet.required': 'This cell must not be empty.',
  'sheet.required_remedy': 'Write a value.',
  'sheet.formula': 'The formula gives an error or was never computed ({error}).',
  'sheet.formula_remedy': 'Put the value in place of the formula.',
  'sheet.mark_unknown': '“{value}” is not a mark.',
  'sheet.mark_unknown_remedy': 'Write a number from 0 to 10, such as 7.5.',
  'sheet.mark_range': 'Marks go from 0 to 10.',
  'sheet.mark_range_remedy': 'Write the mark again, such as 7.5.',
  'sheet.mark_decimals': 'The mark {value} has more than one decimal.',
  'sheet.mark_decimals_remedy': 'Round it to one decimal.',
  'sheet.mark_is_day': 'Excel made the day {value} of the mark.',
  'sheet.mark_is_day_remedy': 'Write the mark again with a comma, such as 8,5.',
  'sheet.number_unknown': '“{value}” is not a number.',
  'sheet.number_unknown_remedy': 'Write it in digits.',
  'sheet.number_low': 'The number {value} is too small, at least {min} is wanted.',
  'sheet.number_low_remedy': 'Write a number within the range.',
  'sheet.number_high': 'The number {value} is too large, at most {max} is allowed.',
  'sheet.number_high_remedy': 'Write a number within the range.',
  'sheet.number_decimals': 'The number {value} has too many decimals.',
  'sheet.number_decimals_remedy': '{decimals, plural, =0 {Write a whole number.} other {Write at most # decimals.}}',
  'sheet.day_unknown': '“{value}” is not a real day.',
  'sheet.day_unknown_remedy': 'Write day/month/year, such as 05/09/2014.',
  'sheet.day_year': 'The year in “{value}” has two digits only.',
  'sheet.day_year_remedy': 'Write the year with four digits, such as 05/09/2014.',
  'sheet.choice_unknown': '“{value}” is not in the list.',
  'sheet.choice_unknown_remedy': 'Choose one of: {choices}.',
  'sheet.text_control': 'The cell has characters that cannot be seen.',
  'sheet.text_control_remedy': 'Delete the cell and type it again.',
  'sheet.text_long': 'The text is longer than {limit} characters.',
  'sheet.text_long_remedy': 'Make it shorter.',

  'preview.twice': 'The same as row {row}.',
  'preview.twice_remedy': 'Keep one row and delete the other.',
} as const
