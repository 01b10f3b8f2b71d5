import { use } from 'react'

/** A square of dots that a telephone's camera reads as an address. The encoder is fetched when it is first wanted. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = use(drawn(text))
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  )
}

const known = new Map<string, Promise<{ size: number; path: string }>>()

function drawn(text: string): Promise<{ size: number; path: string }> {
  const before = known.get(text)
  if (before) return before
  const drawing = draw(text)
  known.set(text, drawing)
  return drawing
}

async function draw(text: string): Promise<{ size: number; path: string }> {
  const { default: encoder } = await import('pdfmake/src/qrEnc.js')
  const { _canvas, _width } = encoder.measure({ qr: text, eccLevel: 'M' })
  // The first rectangle is the ground.
  const squares = _canvas.slice(1).map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h-${w}z`)
  return { size: _width, path: squares.join('') }
}
