import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Searches every file below a folder for texts, as UTF-8 and as UTF-16.
 * @returns `file: text` for each find @throws where there is nothing to search
 */
export const findInFiles = async (folder: string, texts: readonly string[]): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  let searched = 0
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path).catch((error: unknown) => {
      // A running console clears some of its files away meanwhile.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (content === null) continue
    searched += content.length
    for (const text of texts) {
      if (content.includes(Buffer.from(text, 'utf8')) || content.includes(Buffer.from(text, 'utf16le')))
        found.push(`${path}: ${text}`)
    }
  }
  if (searched === 0) throw new Error(`nothing was searched in ${folder}`)
  return found
}
