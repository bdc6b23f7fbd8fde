import { join } from 'node:path'
import { type Page } from '@playwright/test'

/**
 * The papers' pictures are taken by the e2e run: `HOTLINE_PICTURES=1 npm run e2e` renews them, any other run leaves
 * them alone.
 */
const folder = process.env['HOTLINE_PICTURES'] === '1' ? 'docs/images' : 'out/pictures'

export const takePicture = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
