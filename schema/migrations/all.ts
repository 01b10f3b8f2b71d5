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
import * as trail from './0013_trail.ts'
import * as serverSecret from './0014_server_secret.ts'
import * as attempt from './0015_attempt.ts'
import * as exemptionOfMarks from './0016_exemption_of_marks.ts'
import * as olderResults from './0017_older_results.ts'
import * as sums from './0020_sums.ts'
import * as reporting from './0024_reporting.ts'
import * as readingDecisions from './0030_reading_decisions.ts'
import * as earlierYears from './0025_earlier_years.ts'
import * as reportingRows from './0031_reporting_rows.ts'
import * as yearPartitions from './0032_year_partitions.ts'
import * as sumFault from './0033_sum_fault.ts'
import * as provinceWidth from './0034_province_width.ts'
import * as backupRun from './0035_backup_run.ts'
import * as secondFactor from './0036_second_factor.ts'
import * as yearArchive from './0037_year_archive.ts'
import * as apiToken from './0039_api_token.ts'
import * as trailCheck from './0040_trail_check.ts'
import * as passkey from './0041_passkey.ts'
import * as provider from './0042_provider.ts'
import * as heldExport from './0043_held_export.ts'
import * as readingTally from './0044_reading_tally.ts'
import * as recordRequest from './0045_record_request.ts'
import * as publication from './0046_publication.ts'

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
  '0013_trail': trail,
  '0014_server_secret': serverSecret,
  '0015_attempt': attempt,
  '0016_exemption_of_marks': exemptionOfMarks,
  '0017_older_results': olderResults,
  '0020_sums': sums,
  '0024_reporting': reporting,
  '0025_earlier_years': earlierYears,
  '0030_reading_decisions': readingDecisions,
  '0031_reporting_rows': reportingRows,
  '0032_year_partitions': yearPartitions,
  '0033_sum_fault': sumFault,
  '0034_province_width': provinceWidth,
  '0035_backup_run': backupRun,
  '0036_second_factor': secondFactor,
  '0037_year_archive': yearArchive,
  '0039_api_token': apiToken,
  '0040_trail_check': trailCheck,
  '0041_passkey': passkey,
  '0042_provider': provider,
  '0043_held_export': heldExport,
  '0044_reading_tally': readingTally,
  '0045_record_request': recordRequest,
  '0046_publication': publication,
}
