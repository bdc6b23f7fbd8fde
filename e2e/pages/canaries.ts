import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { demoAccounts } from '../../server/demo/accounts'
import { customerRows } from '../../server/demo/customer-rows'
import { pastCases } from '../../server/demo/history-rows'
import { demoPassword } from './desk-page'

const articles = readFileSync(join(import.meta.dirname, '../../resources/demo/articles.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { title: string })

/** Two characters stand in any file by chance. */
const isTelling = (text: string): boolean => Buffer.byteLength(text) >= 9

/**
 * What a person of the demo sees and nobody may read off the disk: names, numbers, codes, passwords, titles, whatever
 * was written.
 */
export const canaries: readonly string[] = [
  ...new Set([
    demoPassword,
    ...Object.values(demoNumbers),
    ...Object.values(demoCodes).flatMap(({ code, password }) => [code, password]),
    ...demoAccounts.map(({ person }) => person.name),
    ...customerRows.flatMap(({ name, contact, phone }) => [name, contact, phone]),
    ...pastCases.flatMap(({ subject, description, note, solution }) => [subject, description, note, solution]),
    ...articles.map(({ title }) => title),
  ]),
].filter(isTelling)

/** Of these, what no server log may contain either. */
export const personalCanaries: readonly string[] = [
  ...new Set([
    demoPassword,
    ...Object.values(demoNumbers),
    ...Object.values(demoCodes).flatMap(({ code, password }) => [code, password]),
    ...demoAccounts.map(({ person }) => person.name),
    ...customerRows.flatMap(({ name, contact, phone }) => [name, contact, phone]),
  ]),
].filter(isTelling)
