declare module 'pdfmake/src/qrEnc.js' {
  interface Drawn {
    qr: string
    eccLevel?: 'L' | 'M' | 'Q' | 'H'
    _canvas?: { x: number; y: number; w: number; h: number }[]
    _width?: number
  }
  const encoder: { measure(node: Drawn): Required<Drawn> }
  export default encoder
}
