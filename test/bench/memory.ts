import type { Row } from './row.ts'

/** The memory of the product's process alone, after the rows above: now, and at its highest. */
export const memory: Row = {
  name: 'memory',
  async measure({ product }) {
    const { rssMegabytes, highestRssMegabytes } = await product.usage()
    return [
      {
        what: 'memory of the server process under load',
        ours: `${Math.round(rssMegabytes)} MB, highest ${Math.round(highestRssMegabytes)} MB`,
        limit: '',
        ratio: null,
        target: '< 300 MB',
        met: highestRssMegabytes < 300,
        numbers: { rssMegabytes, highestRssMegabytes },
      },
    ]
  },
}
