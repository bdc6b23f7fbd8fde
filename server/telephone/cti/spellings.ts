/** A telephone is written in digits, sometimes with a star, plus or hash in front. */
const extensionPattern = /^[+*#]?\d{1,15}$/

/** The separators of a list, as keyboards and input methods type them. */
const listPattern = /[,;，、；]/

/** `PJSIP/8002-0000001a`, `Local/8001@from-queue/n`, `sofia/internal/8001@10.0.0.1`: the part that is the telephone. */
const ofChannel = (text: string): string | null => {
  const [technology = '', ...rest] = text.split('/')
  if (rest.length === 0 || !/^[a-z][\w-]*$/i.test(technology)) return null
  const part = technology.toLowerCase() === 'sofia' ? rest.at(-1) : rest[0]
  return (part ?? '').replace(/@.*$/, '').replace(/-[0-9a-f]{8}(;\d)?$/i, '')
}

/** `sip:8001@10.0.0.1`, `tel:8001` */
const ofAddress = (text: string): string | null => /^(?:sips?|tel):([^@;>]+)/i.exec(text)?.[1] ?? null

/** `Lin Xiao <8001>`, `"林晓" <sip:8001@10.0.0.1>`: the address is more reliable than the name. */
const ofNamed = (text: string): string[] => {
  const match = /^(.*?)<([^<>]*)>\s*$/.exec(text)
  if (match === null) return []
  const [, name = '', address = ''] = match
  return [address, ofAddress(address) ?? '', name.replace(/^[\s"']+|[\s"']+$/g, '')]
}

/** @returns every form in which a telephone or person may be known here, the most reliable first, without duplicates */
export const spellingsOf = (text: string): string[] => {
  const plain = text.normalize('NFKC').trim()
  const all = [plain, ...ofNamed(plain), ofChannel(plain) ?? '', ofAddress(plain) ?? '']
  return [...new Set(all.map((one) => one.trim()))].filter((one) => one !== '')
}

/** @returns the parts of a list, then the whole text, because a name may contain a comma */
export const partsOf = (text: string): string[] => {
  const parts = text.split(listPattern).map((part) => part.trim())
  return parts.length < 2 ? [text] : [...parts.filter((part) => part !== ''), text]
}

/** Whether a text can be a telephone at all; a label of the exchange (“Ticket System”) cannot. */
export const canBeExtension = (text: string): boolean =>
  partsOf(text).some((part) => spellingsOf(part).some((spelling) => extensionPattern.test(spelling)))
