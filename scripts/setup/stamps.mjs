// Remembers checks that need not be repeated, in small JSON files beside the packages they are about.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const folder = join(root, 'node_modules', '.cache', 'hotline-stamps')

/** @param {string} name @returns {string} what was stamped, or nothing */
export const readStamp = (name) => {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return ''
  }
}

/** @param {string} name @param {string} text */
export const writeStamp = (name, text) => {
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), text)
  } catch {
    // A checkout of another owner: then everything is checked each time, which only costs time.
  }
}
