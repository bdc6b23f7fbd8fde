/** No 0 and O, 1, I and L: a code is read out on the telephone. */
export const remoteCodeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const remoteCodeLength = 6

/** A code as the server gives it. */
export const remoteCodePattern = new RegExp(`^[${remoteCodeAlphabet}]{${String(remoteCodeLength)}}$`)

/** How people write a code: small, full-width, in groups. @returns null where it can be no code */
export const normaliseRemoteCode = (written: string): string | null => {
  const code = written
    .slice(0, 64)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
  return code.length === remoteCodeLength && [...code].every((letter) => remoteCodeAlphabet.includes(letter))
    ? code
    : null
}

/** `ABC234` as it is shown and read out: `ABC 234`. */
export const shownRemoteCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
