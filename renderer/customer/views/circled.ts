const firstCircled = 0x2460
/** Beyond, there is no such letter. */
const lastCircled = 20

/** ① for 1, up to ⑳; `(21)` from there on. */
export const circled = (number: number): string =>
  number >= 1 && number <= lastCircled ? String.fromCodePoint(firstCircled + number - 1) : `(${number})`
