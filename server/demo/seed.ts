import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockDocuments } from '../commands/work'
import { inTransaction } from '../db/transaction'
import { articleIdOf } from '../articles/register'
import type { Services } from '../services'
import { hashPassword } from '../session/accounts'
import { hashServicePassword } from '../identity/verify-service-code'
import { demoPassword } from '#shared/demo/account'
import { demoAccounts } from './accounts'
import { demoCustomers, demoServiceCodes, type DemoCode } from './customers'
import { customerRows } from './customer-rows'
import { demoId, demoOrganisations } from './organisations'
import { writeHistory } from './history'
import { pastCases } from './history-rows'

/** Set last, in the transaction of the history: an interrupted seeding is repeated as a whole. */
const doneKey = 'demo:seeded'

/** The same path from the sources and from the built file. */
const articlesFile = join(import.meta.dirname, '..', '..', 'resources', 'demo', 'articles.jsonl')

const putAccounts = async ({ db }: Services): Promise<void> => {
  const password_hash = await hashPassword(demoPassword)
  const rows = demoAccounts.map(({ login, person }) => ({ person_id: person.id, login, password_hash }))
  await inTransaction(db, (trx) =>
    trx
      .insertInto('account')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

const putSecrets = async ({ db }: Services, codes: readonly DemoCode[]): Promise<void> => {
  const rows = await Promise.all(
    codes.map(async ({ serviceCode, code, password }) => ({
      service_code_id: serviceCode.id,
      code,
      password_hash: await hashServicePassword(password),
    })),
  )
  await inTransaction(db, (trx) =>
    trx
      .insertInto('service_code_secret')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

const importArticles = async ({ runner }: Services): Promise<void> => {
  if (!existsSync(articlesFile)) return
  const lines = readFileSync(articlesFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const commands = lines.map((line) => {
    const { id, ...article } = JSON.parse(line) as { id: string } & Record<string, unknown>
    return {
      name: 'article.import' as const,
      args: {
        article: {
          product: '',
          versions: '',
          problemDomain: null,
          errorCodes: [],
          ...article,
          id: articleIdOf(id),
          sourceId: id,
        },
      },
    }
  })
  await runner.runSystem(commands)
}

/**
 * Fills an empty server with the demo's people, customers, codes, articles and history. Once done it changes nothing;
 * dates are relative to the first seeding.
 */
export const seedDemo = async (services: Services): Promise<void> => {
  const { db, runner, putDocuments, clock } = services
  const isDone = await inTransaction(db, (trx) =>
    trx.selectFrom('system_key').select('key').where('key', '=', doneKey).executeTakeFirst(),
  )
  if (isDone !== undefined) return
  const now = clock()
  const customers = demoCustomers(now)
  const codes = demoServiceCodes(now)
  await putDocuments('organisation', demoOrganisations)
  await putDocuments(
    'person',
    demoAccounts.map((account) => account.person),
  )
  await runner.runSystem(customers.map((customer) => ({ name: 'customer.systemRegister', args: { customer } })))
  await putDocuments(
    'serviceCode',
    codes.map((each) => each.serviceCode),
  )
  await Promise.all([putAccounts(services), putSecrets(services, codes), importArticles(services)])

  const files = {
    customers: new Map(customers.map((customer, index) => [customerRows[index]?.key ?? '', customer])),
    codes: new Map(codes.map((code, index) => [customerRows[index]?.key ?? '', code])),
  }
  await runner.inWork(async (work) => {
    const taken = await work.trx
      .insertInto('system_key')
      .values({ key: doneKey, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (taken === undefined) return
    const ids = pastCases.flatMap((_, index) => [
      { noun: 'call' as const, id: demoId('call', index) },
      { noun: 'ticket' as const, id: demoId('ticket', index) },
    ])
    const agents = demoAccounts.map(({ person }) => ({ noun: 'agent' as const, id: person.id }))
    await lockDocuments(work, [...ids, ...agents], 'update')
    await writeHistory(work, files, now)
  })
}
