/** What may stand in a span: names written in the program, numbers, and ids made for one request. Never a value of a record. */
export type SpanFacts = Readonly<Record<string, string | number>>

/** The way to whatever collects traces; server/tracing.ts gives it, where one is configured. */
export interface Tracer {
  /** Does work inside a span; what is asked of the database meanwhile hangs below it. */
  inSpan<T>(name: string, facts: SpanFacts, work: (tell: (facts: SpanFacts) => void) => T): T
  /** Begins a span below the running one, and gives what ends it; nothing where none runs. */
  below(name: string, facts: SpanFacts): ((error?: unknown) => void) | undefined
  /** Gives the running span another name. */
  rename(name: string): void
}

let tracer: Tracer | null = null

/** Traces from now on, or no more. */
export function traceWith(next: Tracer | null): void {
  tracer = next
}

/** The tracer; null where nothing is traced, which then costs nothing. */
export const tracing = (): Tracer | null => tracer
