type PathOf = (job: string) => string
const paths = new Map<string, PathOf>()

/** Says where files of a kind of job are fetched, by the opaque id of the job; the module that does the work calls it once. */
export function offerJobFile(kind: string, path: PathOf): void {
  paths.set(kind, path)
}

/** Where the file of a job is fetched; null for a kind that makes none. */
export const jobFilePath = (kind: string, job: string): string | null => paths.get(kind)?.(job) ?? null
