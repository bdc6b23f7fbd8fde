import { open, readFile } from 'node:fs/promises'
import { TextDecoder } from 'node:util'

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
/** A file's encoding; or why it cannot be read, with the line that shows it. */
export type FoundEncoding = { ok: true; encoding: TextEncoding } | { ok: false; why: string }
/** `text` is null where the line is not valid in the file's encoding. */
export type FileLine = { number: number; text: string | null; bytesRead: number }

const readAtOnce = 1024 * 1024
const newLine = 0x0a
/** From this code point on UTF-8 uses three bytes or more, as for every Han character. */
const firstOfThreeBytes = 0x0800

/** Keeps the byte order mark in every version of Node; `withoutMark` removes it. */
const strictly = (encoding: TextEncoding): TextDecoder => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  } catch (cause) {
    throw new Error(`This Node.js cannot read ${encoding}: it was built without full ICU.`, { cause })
  }
}

const decoded = (decoder: TextDecoder, bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')

/** No character of UTF-8 or GB18030 contains the byte of a line break, so bytes may be split there. */
async function* byteLines(file: string): AsyncGenerator<{ number: number; bytes: Buffer; bytesRead: number }> {
  const handle = await open(file)
  try {
    let begun: Buffer[] = []
    let number = 0
    let bytesRead = 0
    for (;;) {
      const chunk = Buffer.alloc(readAtOnce)
      const { bytesRead: length } = await handle.read(chunk, 0, readAtOnce)
      if (length === 0) break
      let start = 0
      for (let end = chunk.indexOf(newLine); end !== -1 && end < length; end = chunk.indexOf(newLine, start)) {
        number += 1
        yield { number, bytes: Buffer.concat([...begun, chunk.subarray(start, end)]), bytesRead: bytesRead + end + 1 }
        begun = []
        start = end + 1
      }
      begun.push(chunk.subarray(start, length))
      bytesRead += length
    }
    const rest = Buffer.concat(begun)
    if (rest.length > 0) yield { number: number + 1, bytes: rest, bytesRead }
  } finally {
    await handle.close()
  }
}

/**
 * A damaged line of UTF-8 still has more three-byte characters than invalid bytes; GB18030 as UTF-8 is all invalid.
 */
const looksLikeUtf8 = (text: string): boolean => {
  let long = 0
  let holes = 0
  for (const character of text) {
    if (character === '\uFFFD') holes += 1
    else if (character.charCodeAt(0) >= firstOfThreeBytes) long += 1
  }
  return long > holes
}

const markOf = async (file: string): Promise<TextEncoding | null> => {
  const handle = await open(file)
  try {
    const start = Buffer.alloc(3)
    await handle.read(start, 0, 3)
    const hex = start.toString('hex')
    if (hex === 'efbbbf') return 'utf-8'
    if (hex.startsWith('fffe')) return 'utf-16le'
    return hex.startsWith('feff') ? 'utf-16be' : null
  } finally {
    await handle.close()
  }
}

/**
 * Detects the encoding of a text file: by its byte order mark, else UTF-8 if all of it is valid, else GB18030 if all of
 * it is valid. Almost any bytes are valid GB18030, so a file with a line that is clearly UTF-8 is never read as that.
 */
export const findEncoding = async (file: string): Promise<FoundEncoding> => {
  const mark = await markOf(file)
  if (mark !== null) return { ok: true, encoding: mark }
  const strict = strictly('utf-8')
  const lossy = new TextDecoder('utf-8')
  let gb18030: TextDecoder | null = null
  let notUtf8: number | null = null
  let notGb18030: number | null = null
  let plainlyUtf8: number | null = null
  for await (const { number, bytes } of byteLines(file)) {
    if (decoded(strict, bytes) === null) notUtf8 ??= number
    if (looksLikeUtf8(lossy.decode(bytes))) plainlyUtf8 ??= number
    if (notGb18030 === null && decoded((gb18030 ??= strictly('gb18030')), bytes) === null) notGb18030 = number
  }
  if (notUtf8 === null) return { ok: true, encoding: 'utf-8' }
  if (plainlyUtf8 !== null) {
    const most = plainlyUtf8 === notUtf8 ? '' : `, though line ${plainlyUtf8} is`
    return { ok: false, why: `Line ${notUtf8} is not UTF-8${most}. Nothing was read; save the file as UTF-8.` }
  }
  if (notGb18030 === null) return { ok: true, encoding: 'gb18030' }
  const line = Math.max(notUtf8, notGb18030)
  return { ok: false, why: `Line ${line} is neither UTF-8 nor GB18030. Nothing was read; save the file as UTF-8.` }
}

/** Reads the lines of a file, without line breaks and byte order mark. */
export async function* readLines(file: string, encoding: TextEncoding): AsyncGenerator<FileLine> {
  const decoder = strictly(encoding)
  if (encoding === 'utf-8' || encoding === 'gb18030') {
    for await (const { number, bytes, bytesRead } of byteLines(file)) {
      const text = decoded(decoder, bytes)?.replace(/\r$/, '') ?? null
      yield { number, text: number === 1 && text !== null ? withoutMark(text) : text, bytesRead }
    }
    return
  }
  const bytes = await readFile(file)
  const text = decoded(decoder, bytes)
  if (text === null) {
    yield { number: 1, text: null, bytesRead: bytes.length }
    return
  }
  for (const [index, line] of withoutMark(text).split(/\r?\n/).entries())
    yield { number: index + 1, text: line, bytesRead: bytes.length }
}
