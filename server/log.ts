import { DatabaseError } from 'pg'
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

/** An error as the log has it: what it is and where, without a value that somebody gave. */
export interface LoggedError {
  type: string
  code?: string
  message?: string
  /** The places in the program, one a line. */
  stack: string
  /** Of an error of the database: the names in the schema that it concerns. */
  table?: string
  column?: string
  constraint?: string
  cause?: LoggedError
}

/** Opens the log of a process: a line of JSON each, without a value of a record in its errors (`errorForLog`). */
export function openLog(options: Pick<LoggerOptions, 'level' | 'base'>, to?: DestinationStream): Logger {
  const all = { ...options, serializers: { err: errorForLog } }
  return to ? pino(all, to) : pino(all)
}

/**
 * What of an error may stand in the log. PostgreSQL repeats values of rows in message, detail and context, and a parser
 * what it could not read: of these only kind, code and place are kept, which with the name of the constraint say what
 * happened. The words of other errors are written in programs.
 */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' }
  const { stack = '', message, cause } = error
  const places = stack.slice(stack.indexOf('\n    at ') + 1)
  const about = {
    type: error.constructor.name,
    ...('code' in error && { code: String(error.code) }),
    stack: places.startsWith('    at ') ? places : '',
    ...(cause !== undefined && { cause: errorForLog(cause) }),
  }
  if (error instanceof DatabaseError) {
    const { table, column, constraint } = error
    return { ...about, ...(table && { table }), ...(column && { column }), ...(constraint && { constraint }) }
  }
  return error instanceof SyntaxError ? about : { ...about, message }
}
