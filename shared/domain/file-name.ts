const longest = 120
/** Names that one of the systems gives to devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i

/**
 * A name under which a file may be offered for saving on any system: one path segment, no control, no direction mark
 * that hides the true ending, not hidden, never empty.
 */
export const safeFileName = (name: string): string => {
  const segment = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = segment
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = plain.lastIndexOf('.')
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : ''
  const short = [...plain.slice(0, plain.length - ending.length)]
    .slice(0, longest - ending.length)
    .join('')
    .trim()
  const whole = `${short}${ending}`
  if (whole === '' || short === '') return `file${ending}`
  return reserved.test(whole) ? `_${whole}` : whole
}
