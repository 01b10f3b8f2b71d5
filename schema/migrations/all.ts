import type { Migration } from 'kysely/migration'
import * as ground from './0001_ground.ts'
import * as organisation from './0002_organisation.ts'
import * as identity from './0003_identity.ts'
import * as teachers from './0004_teachers.ts'
import * as students from './0005_students.ts'
import * as gradebook from './0006_gradebook.ts'
import * as results from './0007_results.ts'
import * as exemption from './0008_exemption.ts'
import * as unitHistory from './0009_unit_history.ts'
import * as family from './0010_family.ts'
import * as reminders from './0011_reminders.ts'
import * as reports from './0012_reports.ts'
import * as serverSecret from './0014_server_secret.ts'

/** The one ordered history of the database. Names are never changed after landing. */
export const migrations: Record<string, Migration> = {
  '0001_ground': ground,
  '0002_organisation': organisation,
  '0003_identity': identity,
  '0004_teachers': teachers,
  '0005_students': students,
  '0006_gradebook': gradebook,
  '0007_results': results,
  '0008_exemption': exemption,
  '0009_unit_history': unitHistory,
  '0010_family': family,
  '0011_reminders': reminders,
  '0012_reports': reports,
  '0014_server_secret': serverSecret,
}
