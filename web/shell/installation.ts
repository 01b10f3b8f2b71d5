import { useQuery } from 'urql'
import { graphql } from '../graphql.ts'

const InstallationQuery = graphql(`
  query Installation {
    installation {
      provinceName
      emblem
      demo
    }
  }
`)

/** What everybody may know of this installation; asked once, and absent until the answer is here. */
export function useInstallation(): { provinceName: string | null; emblem: string | null; demo: boolean } | undefined {
  const [{ data }] = useQuery({ query: InstallationQuery, requestPolicy: 'cache-first' })
  return data?.installation
}
