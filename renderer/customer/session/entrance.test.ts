import { expect, test } from 'vitest'
import { browserName, codeInAddress, readAbilities, serverPath } from './entrance'
import { chosenLanguage } from '../words'

test('a link brings the code, also below the path of a proxy', () => {
  expect(codeInAddress({ pathname: '/r/', hash: '#abc-234' })).toBe('ABC234')
  expect(codeInAddress({ pathname: '/hotline/r/ABC234', hash: '' })).toBe('ABC234')
  for (const hash of ['', '#', '#ABC', '#%E0%A4%A', '#<script>', '#ABC230'])
    expect(codeInAddress({ pathname: '/r/', hash })).toBe('')
  expect(serverPath({ pathname: '/r/ABC234' })).toBe('/')
  expect(serverPath({ pathname: '/r' })).toBe('/')
  expect(serverPath({ pathname: '/hotline/r/' })).toBe('/hotline/')
})

test('what a browser lacks is known before it is asked for', () => {
  const page = (more: object) => readAbilities({ isSecureContext: true, navigator: {}, ...more } as never)
  expect(page({ isSecureContext: false }).isSecure).toBe(false)
  expect(page({}).canCapture).toBe(false)
  expect(page({ navigator: { mediaDevices: {} }, RTCPeerConnection: 1 }).canCapture).toBe(false)
  expect(page({ navigator: { mediaDevices: { getDisplayMedia: 1 } }, RTCPeerConnection: 1 }).canCapture).toBe(true)
})

test('a browser is named as people know it', () => {
  const brands = ['Not?A_Brand 99', 'Chromium 140', 'Microsoft Edge 140'].map((text) => ({
    brand: text.replace(/ \d+$/, ''),
    version: /\d+$/.exec(text)?.[0] ?? '',
  }))
  expect(browserName({ userAgent: '', userAgentData: { brands, platform: 'Windows' } })).toBe(
    'Microsoft Edge 140 · Windows',
  )
  expect(browserName({ userAgent: 'Mozilla/5.0 Gecko/20100101 Firefox/143.0' })).toBe('Firefox 143')
  expect(browserName({ userAgent: 'Mozilla/5.0 (Macintosh) Version/18.1 Safari/605.1' })).toBe('Safari 18')
  expect(browserName({ userAgent: 'x'.repeat(500) })).toHaveLength(200)
})

test('Chinese unless the browser asks for English alone, or somebody chose', () => {
  const chosen = (kept: string | null) => ({ getItem: () => kept })
  expect(chosenLanguage(['en-US', 'zh-CN'], chosen(null))).toBe('zh-CN')
  expect(chosenLanguage(['de'], chosen(null))).toBe('zh-CN')
  expect(chosenLanguage(['en-US'], chosen(null))).toBe('en')
  expect(chosenLanguage(['zh-CN'], chosen('en'))).toBe('en')
  expect(chosenLanguage(['zh-CN'], chosen('fr'))).toBe('zh-CN')
})
