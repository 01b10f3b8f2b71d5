import { client, graphql } from '../graphql.ts'
import { formatDay, say, today } from '../text.ts'
import { runningYear, yearSlug } from './place.ts'
import { addSearch } from './search.ts'

const FoundPupilsQuery = graphql(`
  query FoundPupils($year: Int!, $words: String!) {
    students(year: $year, first: 8, filter: { words: $words }) {
      edges {
        node {
          id
          fullName
          code
          birthDate
          school {
            shortName
          }
          seat {
            className
          }
        }
      }
    }
  }
`)
const FoundClassesQuery = graphql(`
  query FoundClasses($year: Int!, $words: String!) {
    findClasses(year: $year, words: $words) {
      id
      name
      slug
      unit {
        slug
        shortName
      }
    }
  }
`)

/** Pupils whom the person may see: equal names are told apart by class, school and birth date or code. */
addSearch(async (words) => {
  const year = runningYear(today())
  const { data } = await client.query(FoundPupilsQuery, { year, words }, { requestPolicy: 'network-only' })
  return (data?.students.edges ?? []).map(({ node }) => ({
    value: `/student/${node.id}`,
    label: node.fullName,
    hint: [node.seat?.className, node.school?.shortName, node.birthDate ? formatDay(node.birthDate) : node.code]
      .filter(Boolean)
      .join(' · '),
  }))
})

/** Classes that the person may see, with their school. */
addSearch(async (words) => {
  const year = runningYear(today())
  const { data } = await client.query(FoundClassesQuery, { year, words }, { requestPolicy: 'network-only' })
  return (data?.findClasses ?? []).map(({ name, slug, unit }) => ({
    value: `/students/${unit?.slug ?? ''}/${yearSlug(year)}/cn/${slug}`,
    label: name,
    hint: say('shell.class_of', { unit: unit?.shortName ?? '' }),
  }))
})
