import { describe, expect, it } from 'vitest'
import { placeWindow } from './window-bounds'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const saved = { x: 100, y: 50, width: 1300, height: 800, isMaximised: false }

describe('the place of the window', () => {
  it('opens where it was', () =>
    expect(placeWindow(saved, [screen])).toEqual({ x: 100, y: 50, width: 1300, height: 800 }))
  it('opens on a connected screen', () =>
    expect(placeWindow({ ...saved, x: 2500 }, [screen])).toEqual({ width: 1440, height: 900 }))
  it('fits a small screen but stays usable', () => {
    expect(placeWindow(null, [{ ...screen, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 })
    expect(placeWindow(null, [{ ...screen, width: 800, height: 600 }])).toEqual({ width: 1024, height: 700 })
    expect(placeWindow({ ...saved, width: 10, height: 10 }, [screen])).toMatchObject({ width: 1024, height: 700 })
  })
})
