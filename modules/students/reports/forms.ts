import type { Paper } from '../../../platform/sheet.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { PrintableClass } from './load.ts'
import { bookPaper } from './sheets/book.ts'
import type { Words } from './sheets/frame.ts'
import { reportCard } from './sheets/report-card.ts'
import type { ReportClass, ReportTerm } from './sheets/report-data.ts'
import { summaryPaper } from './sheets/summary.ts'
import { titlesPaper } from './sheets/titles.ts'

/** The official forms of a class. */
export const reportForms = ['book', 'summary', 'titles', 'card'] as const
/** An official form of a class. */
export type ReportForm = (typeof reportForms)[number]
/** As what a form is taken out. */
export type ReportFormat = 'pdf' | 'xlsx'

/** Whose pages are wanted where not those of the whole class. */
export interface Only {
  /** A subject's page of the book, by the section's name in addresses. */
  subject?: string | null
  /** A pupil's report card. */
  student_id?: string | null
}

/** The papers of a form for a class. Report cards carry the codes of `codes`, where they are issued. */
export function papersOf(
  words: Words,
  form: ReportForm,
  of: ReportClass,
  {
    term,
    day,
    only = {},
    codes,
    byClass = false,
  }: { term: ReportTerm; day: string; only?: Only; codes?: ReadonlyMap<string, string>; byClass?: boolean },
): Paper[] {
  switch (form) {
    case 'book': {
      const subjects = of.subjects.filter(({ slug }) => !only.subject || slug === only.subject)
      if (subjects.length === 0) throw new NotFound('Section')
      return subjects.map((subject) => bookPaper(words, of, subject, term, day))
    }
    case 'summary':
      return [summaryPaper(words, of, term, day)]
    case 'titles':
      return [titlesPaper(words, of, day)]
    case 'card': {
      const pupils = of.pupils.filter((it) => !it.left && (!only.student_id || it.student_id === only.student_id))
      if (pupils.length === 0 && only.student_id) throw new NotFound('Student')
      return pupils.map((pupil) => {
        const card = reportCard(words, of, pupil, term, day, codes?.get(pupil.student_id))
        return byClass ? { ...card, sheet: { ...card.sheet, tab: of.name } } : card
      })
    }
  }
}

/** How many things a form shall hold for classes, counted by the database and not by the form. */
export function wantedOf(form: ReportForm, classes: readonly PrintableClass[]): number {
  const sum = (of: (it: PrintableClass) => number) => classes.reduce((total, it) => total + of(it), 0)
  if (form === 'book') return sum(({ sections }) => sections)
  return form === 'titles' ? classes.length : sum(({ pupils }) => pupils)
}

/** How many of them a paper holds: pupils of a summary, pupils of report cards, subjects of a book, classes of titles. */
export function heldIn(form: ReportForm, { rows }: Paper): number {
  return form === 'summary' ? rows.filter(({ struck }) => !struck).length : 1
}
