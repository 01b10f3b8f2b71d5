/** What the bench asks of a class's book. */
export const classDocument = `query GradebookAt($id: ID!) { gradebook(id: $id) {
  id name state assessment regularDue canMark
  columns { column kind position label publishedAt open closedBecause reasonNeeded }
  rows { student number restName givenName leftOn cells comment exempt average passed } } }`
