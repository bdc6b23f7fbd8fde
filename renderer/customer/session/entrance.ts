import { normaliseRemoteCode } from '#shared/domain/remote-code'

/** What of a page's address matters here. */
type Address = Pick<Location, 'pathname' | 'hash'>

/** @returns the path that the server has, which may be below one of a proxy: `/` or `/hotline/` */
export const serverPath = ({ pathname }: Pick<Address, 'pathname'>): string =>
  /^(.*?\/)r(?:\/|$)/.exec(pathname)?.[1] ?? '/'

/** @returns the code that the link brings, `/r#ABC234` or `/r/ABC234`; empty where it brings none */
export const codeInAddress = ({ pathname, hash }: Address): string => {
  const written = [hash.slice(1), /\/r\/([^/]+)\/?$/.exec(pathname)?.[1] ?? '']
  for (const text of written) {
    try {
      const code = normaliseRemoteCode(decodeURIComponent(text))
      if (code !== null) return code
    } catch {
      // A broken escape is no code.
    }
  }
  return ''
}

/** What the browser can do that not every one can. */
export type Abilities = { isSecure: boolean; canCapture: boolean }

export const readAbilities = (page: typeof globalThis): Abilities => {
  // Outside a secure context, and in browsers of telephones, these are absent, whatever the types say.
  const { mediaDevices } = page.navigator as { mediaDevices?: Partial<MediaDevices> }
  return {
    isSecure: page.isSecureContext,
    canCapture: mediaDevices?.getDisplayMedia !== undefined && 'RTCPeerConnection' in page,
  }
}

type Brands = { brands?: { brand: string; version: string }[]; platform?: string }

/** @returns name and version of the browser as the agent is told, such as `Microsoft Edge 140 · Windows` */
export const browserName = ({ userAgent, userAgentData }: { userAgent: string; userAgentData?: Brands }): string => {
  // One of the brands is made up, so that nobody relies on the list.
  const brands = (userAgentData?.brands ?? []).filter(({ brand }) => !/not.?a.?brand/i.test(brand))
  const brand = brands.find(({ brand: name }) => name !== 'Chromium') ?? brands[0]
  if (brand !== undefined)
    return [`${brand.brand} ${brand.version}`, userAgentData?.platform].filter(Boolean).join(' · ').slice(0, 200)
  const [, name = '', version = ''] =
    /(Firefox|Edg|Chrome)\/(\d+)/.exec(userAgent) ??
    (/Version\/(\d+).*Safari/.exec(userAgent) ? ['', 'Safari', ''] : [])
  return name === ''
    ? userAgent.slice(0, 200)
    : `${name} ${version || (/Version\/(\d+)/.exec(userAgent)?.[1] ?? '')}`.trim()
}
