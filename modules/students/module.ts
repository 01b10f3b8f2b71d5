import './records/import/import-pupils.ts'
import './carried/import-results.ts'
import './gradebook/exempt-moved.ts'
import './gradebook/carry-marks.ts'
import './gradebook/tally-class.ts'
import './records/stands-on.ts'
import './family/own-data.ts'
import type { Module } from '../../platform/module.ts'
import { bookReverts } from './gradebook/life/revert.ts'
import { gradebookRoutes } from './gradebook/routes.ts'
import { gradebookGrants } from './gradebook/permissions.ts'
import { studentHolds } from './holds.ts'
import { guardianRoutes } from './guardians/routes.ts'
import { studentGrants } from './permissions.ts'
import { exportJob, writeList } from './records/export-job.ts'
import { recordRoutes } from './records/routes.ts'
import { studentReverts } from './records/undo.ts'
import { reachOfParent } from './reach.ts'
import { reportJob } from './reports/commands.ts'
import { writeReport } from './reports/job.ts'
import { reportRoutes } from './reports/routes.ts'
import { readingReverts } from './results/policies.ts'
import { weigh, weighJob } from './results/weigh.ts'
import { requestGrants } from './requests/permissions.ts'
import { resultGrants } from './results/permissions.ts'
import { proveSums } from './sums/prove.ts'
import { dueAgain, refreshSums } from './sums/refresh.ts'

/** Pupils' records, enrollment, marks, conduct, results and reports (Circular 53/2012, Điều 15(1)(a)). Subjects in order: records, enrollment, gradebook, conduct, results, stored, reports. */
export const students: Module = {
  name: 'students',
  about: 'Pupils: records, enrollment, gradebook, conduct, results, reports.',
  uses: ['organisation', 'identity', 'desk', 'teachers'],
  holds: studentHolds,
  grants: [studentGrants, gradebookGrants, resultGrants, requestGrants],
  reach: reachOfParent,
  routes: (router, tools) => {
    recordRoutes(router, tools)
    guardianRoutes(router, tools)
    gradebookRoutes(router, tools)
    reportRoutes(router, tools)
  },
  jobs: { [reportJob]: writeReport, [exportJob]: writeList, [weighJob]: weigh },
  chores: {
    'sums.refresh': { every_seconds: 3, run: refreshSums },
    'sums.due_again': { every_seconds: 86_400, run: dueAgain },
    'sums.prove': { every_seconds: 3_600, run: (db, today) => proveSums(db, today) },
  },
  revert: { ...bookReverts, ...studentReverts, ...readingReverts },
}
