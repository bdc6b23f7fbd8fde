/** An exchange writes a telephone as digits, some with a star or a plus in front. */
const extensionPattern = /^[+*#]?\d{1,15}$/

/** Commas of a list as keyboards and input methods type them. */
const listPattern = /[,;，、；]/

/** `PJSIP/8002-0000001a`, `Local/8001@from-queue/n`, `sofia/internal/8001@10.0.0.1`: what stands for the telephone. */
const ofChannel = (text: string): string | null => {
  const [technology = '', ...rest] = text.split('/')
  if (rest.length === 0 || !/^[a-z][\w-]*$/i.test(technology)) return null
  const part = technology.toLowerCase() === 'sofia' ? rest.at(-1) : rest[0]
  return (part ?? '').replace(/@.*$/, '').replace(/-[0-9a-f]{8}(;\d)?$/i, '')
}

/** `sip:8001@10.0.0.1`, `tel:8001` */
const ofAddress = (text: string): string | null => /^(?:sips?|tel):([^@;>]+)/i.exec(text)?.[1] ?? null

/** `Lin Xiao <8001>`, `"林晓" <sip:8001@10.0.0.1>`: the address is believed before the name. */
const ofNamed = (text: string): string[] => {
  const match = /^(.*?)<([^<>]*)>\s*$/.exec(text)
  if (match === null) return []
  const [, name = '', address = ''] = match
  return [address, ofAddress(address) ?? '', name.replace(/^[\s"']+|[\s"']+$/g, '')]
}

/** @returns one telephone or person in every way it may be known here, the surest first; without repeats or blanks */
export const spellingsOf = (text: string): string[] => {
  const plain = text.normalize('NFKC').trim()
  const all = [plain, ...ofNamed(plain), ofChannel(plain) ?? '', ofAddress(plain) ?? '']
  return [...new Set(all.map((one) => one.trim()))].filter((one) => one !== '')
}

/** @returns what a text names: each part where it is a list, then itself, for a name may have a comma in it */
export const partsOf = (text: string): string[] => {
  const parts = text.split(listPattern).map((part) => part.trim())
  return parts.length < 2 ? [text] : [...parts.filter((part) => part !== ''), text]
}

/** Whether a text can name somebody's telephone at all; the label of an exchange (“Ticket System”) names nobody. */
export const canBeExtension = (text: string): boolean =>
  partsOf(text).some((part) => spellingsOf(part).some((spelling) => extensionPattern.test(spelling)))
