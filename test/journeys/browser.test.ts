import { expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'

// Two of the letters are drawn in one page so that a font without them, or no font at all, shows.
test.each([{ path: undefined }, { path: 'packaged' }])(
  'Vietnamese text has a width and is drawn ($path)',
  async ({ path }) => {
    const browser = await openBrowser(path)
    try {
      const page = await browser.newPage()
      await page.setContent('<span style="font: 40px sans-serif">Điểm học bạ ƯỜNG ế</span>')
      const drawn = await page.locator('span').screenshot()
      await page.setContent('<span style="font: 40px sans-serif; color: white">Điểm học bạ ƯỜNG ế</span>')
      const blank = await page.locator('span').screenshot()
      expect(drawn.length).toBeGreaterThan(2 * blank.length)
    } finally {
      await browser.close()
    }
  },
)
