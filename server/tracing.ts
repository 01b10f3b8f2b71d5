import { SpanKind, SpanStatusCode, context, trace, type Span } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { traceWith, type SpanFacts } from '../platform/tracing.ts'

/** A collector that does not take traces within this time loses them; a server that stops waits no longer either. */
const patience = 2000

/**
 * Sends traces of requests, jobs and statements to an OTLP collector (`<endpoint>/v1/traces`, JSON). Imported only where
 * one is configured. Spans are made by hand: what the ready instrumentations would add (addresses, whole statements,
 * headers) holds personal data.
 */
export function startTracing(endpoint: string): { stop(): Promise<void> } {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: patience })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'truong' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const contexts = new AsyncLocalStorageContextManager().enable()
  context.setGlobalContextManager(contexts)
  const tracer = provider.getTracer('truong')

  traceWith({
    inSpan(name, facts, work) {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: facts })
      return context.with(trace.setSpan(context.active(), span), () =>
        work((more) => {
          told(span, more)
          span.end()
        }),
      )
    },
    below(name, facts) {
      if (!trace.getActiveSpan()) return undefined
      const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: facts })
      return (error) => {
        if (error) failed(span, error)
        span.end()
      }
    },
    rename: (name) => void trace.getActiveSpan()?.updateName(name),
  })
  return {
    async stop() {
      traceWith(null)
      context.disable()
      // What a collector that is away has not taken is given up.
      await provider.shutdown().catch(() => {})
    },
  }
}

function told(span: Span, facts: SpanFacts): void {
  for (const [name, value] of Object.entries(facts)) span.setAttribute(name, value)
  if (Number(facts['http.response.status_code'] ?? 0) >= 500 || 'error.type' in facts)
    span.setStatus({ code: SpanStatusCode.ERROR })
}

/** The error's code alone: its message may repeat a row. */
function failed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error && 'code' in error ? String(error.code) : 'error')
  span.setStatus({ code: SpanStatusCode.ERROR })
}
