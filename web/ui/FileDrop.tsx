import { useId, useState } from 'react'
import { useText } from '../text.ts'
import { Icon } from './Icon.tsx'

/** A place to drop a file or choose one. The kinds and the limit of size stand in the hint, before the attempt. */
export function FileDrop({
  label,
  hint,
  accept,
  error,
  onFile,
}: {
  label: string
  hint?: string
  accept?: string
  error?: string
  onFile: (file: File) => void
}) {
  const t = useText()
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
  }
  return (
    <div className={error ? 'field bad' : 'field'}>
      <label
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <input
          type="file"
          className="sr"
          accept={accept}
          aria-describedby={(error ?? hint) ? id : undefined}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
        <Icon name="upload" />
        <span>
          <b>{label}</b>
          <span className="small faint">{t('ui.drop_file')}</span>
        </span>
      </label>
      {error ? (
        <span className="err" id={id}>
          <Icon name="error" />
          {error}
        </span>
      ) : (
        hint && (
          <span className="hint" id={id}>
            {hint}
          </span>
        )
      )}
    </div>
  )
}
