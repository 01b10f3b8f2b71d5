/** A grey line where a word will be. The width is given in pixels, near that of the word. */
export function Skeleton({ width = 80 }: { width?: number }) {
  return <span className="sk" style={{ width }} />
}
