import busboy from 'busboy'
import type { Request } from 'express'
import { Invalid } from './errors.ts'
import { refuseViruses } from './virus-scan.ts'

/** A file that came with a form. */
export interface UploadedFile {
  name: string
  content: Buffer
}

/** The largest upload of a list. */
export const uploadBytesAtMost = 20 * 1024 * 1024

/**
 * Takes the one file of a multipart request, within a limit; what is more is refused while it still arrives. Where a virus
 * scanner is set, it has looked before anything else does.
 */
export async function readUpload(request: Request, limit = uploadBytesAtMost): Promise<UploadedFile> {
  const file = await receive(request, limit)
  await refuseViruses(file.content)
  return file
}

function receive(request: Request, limit: number): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const refuse = (message: string, values?: Record<string, number>) => {
      request.unpipe()
      request.resume()
      reject(new Invalid({ path: 'file', message, values }))
    }
    const type = request.headers['content-type'] ?? ''
    if (!type.startsWith('multipart/form-data')) return refuse('upload.no_file')
    const megabytes = Math.round(limit / 1024 / 1024)
    if (Number(request.headers['content-length'] ?? 0) > limit + 10_000)
      return refuse('upload.too_large', { megabytes })
    let found: UploadedFile | undefined
    const form = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fileSize: limit },
    })
    form.on('file', (_field, stream, { filename }) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => void parts.push(part))
      stream.on('limit', () => refuse('upload.too_large', { megabytes }))
      stream.on(
        'end',
        () => (found = { name: (filename ?? '').normalize('NFC').slice(0, 200), content: Buffer.concat(parts) }),
      )
    })
    form.on('error', () => refuse('upload.broken'))
    form.on('close', () => (found ? resolve(found) : refuse('upload.no_file')))
    request.pipe(form)
  })
}
