import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * Asserts that axe finds nothing on what is shown now. Legacy mode, because Electron refuses the second page axe would
 * open.
 */
export const expectAccessible = async (page: Page, screen: string): Promise<void> => {
  // Colours in the middle of a fade would be judged as they are for a tenth of a second.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'))
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
  expect(found, `axe on ${screen}`).toEqual([])
}
