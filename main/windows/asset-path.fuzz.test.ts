import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assetOf } from './asset-path'

const directory = `${sep}opt${sep}desk`

describe('the files of app://desk', () => {
  it('are only files of the built page', () => {
    expect(assetOf(directory, 'app://desk/')?.path).toBe(`${directory}${sep}index.html`)
    expect(assetOf(directory, 'app://desk/assets/index-1.js?x#y')).toEqual({
      path: `${directory}${sep}assets${sep}index-1.js`,
      contentType: 'text/javascript; charset=utf-8',
    })
  })

  it.each([
    'app://other/index.html',
    'file:///etc/passwd',
    'https://desk/index.html',
    'app://desk/..%2f..%2fa.js',
    'app://desk/a%5c..%5cb.js',
    'app://desk/.stamp',
    'app://desk/a//b.js',
    'app://desk/a%00.js',
    'app://desk/run.sh',
    'app://desk/%',
    'nonsense',
    'app://desk/C%3A/a.js',
  ])('refuses %s', (address) => expect(assetOf(directory, address)).toBeNull())

  it('stay inside when an address has ..', () =>
    expect(assetOf(directory, 'app://desk/%2e%2e/%2e%2e/etc/passwd.js')?.path).toBe(
      `${directory}${sep}etc${sep}passwd.js`,
    ))

  it('never lead out of it', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '%00', 'a', 'index.html', '~', 'a.js'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const asset = assetOf(directory, `app://desk/${pieces.join('/')}`)
        if (asset === null) return
        expect(asset.path.startsWith(directory + sep)).toBe(true)
        expect(asset.path.split(sep)).not.toContain('..')
      }),
      { numRuns: 5000 },
    )
  })
})
