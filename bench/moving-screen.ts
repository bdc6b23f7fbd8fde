import { chromium, type Browser, type Page } from 'playwright'
import { chooseOwnTab, chromiumFlags, findChromium, noChromium } from '../tools/chromium'

/** A screen as large as most, on which something always moves. */
export const screenSize = { width: 1920, height: 1080 }
export const screenFramesPerSecond = 15

export type MovingScreen = { page: Page; move: () => Promise<void>; rest: () => Promise<void>; browser: Browser }

/** Runs in the page: text that scrolls and a block that crosses it, above all else; clicks go through. */
const startMoving = ({ width, height, everyMs }: { width: number; height: number; everyMs: number }): void => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  Object.assign(canvas.style, { position: 'fixed', inset: '0', zIndex: '99', pointerEvents: 'none' })
  document.body.append(canvas)
  const context = canvas.getContext('2d')
  let frame = 0
  const draw = (): void => {
    if (context === null) return
    frame += 1
    context.fillStyle = '#f4f5f7'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#1f2329'
    context.font = '20px sans-serif'
    for (let line = 0; line < 44; line++)
      context.fillText(
        `${String(frame + line)}  借 1002 银行存款  贷 6001 主营业务收入  ${'¥ 12,345.67 '.repeat(9)}`,
        20,
        line * 25,
      )
    context.fillStyle = '#1664ff'
    context.fillRect((frame * 16) % width, 200, 320, 240)
  }
  draw()
  setInterval(draw, everyMs)
}

/** A Chromium whose one page shares itself without asking, as `npm run customer` plays it. */
export const openMovingScreen = async (): Promise<MovingScreen> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(noChromium)
  const browser = await chromium.launch({ executablePath, headless: false, args: chromiumFlags('tab') })
  const context = await browser.newContext({ locale: 'zh-CN', viewport: screenSize })
  await context.addInitScript(chooseOwnTab)
  const page = await context.newPage()
  return {
    page,
    browser,
    move: () => page.evaluate(startMoving, { ...screenSize, everyMs: 1000 / screenFramesPerSecond }),
    // Whatever was shared goes with the page.
    rest: async () => {
      await page.goto('about:blank')
    },
  }
}
