import { isDeepStrictEqual } from 'node:util'
import type { RuledNoun } from '#shared/domain/commands'
import { documentSchemas, type Documents, type Noun } from '#shared/domain/document'
import type { CommandRunner } from './runner'
import { storable } from './storable'
import { hold, heldAt } from './work'

/** Nouns without rules of their own: administration writes them as they are. */
export type UnruledNoun = Exclude<Noun, RuledNoun>
export type PutDocument = <N extends UnruledNoun>(noun: N, body: Documents[N]) => Promise<void>
export type PutDocuments = <N extends UnruledNoun>(noun: N, bodies: readonly Documents[N][]) => Promise<void>

/** Writes documents that have no rules, and tells their readers; what is the same already stays as it is. */
export const createPutDocuments =
  (runner: Pick<CommandRunner, 'inWork'>): PutDocuments =>
  async (noun, bodies) => {
    const parsed = bodies.map((body) => documentSchemas[noun].parse(storable(body)))
    await runner.inWork(async (work) => {
      await hold(
        work,
        parsed.map((body) => ({ noun, id: body.id })),
        'update',
      )
      for (const body of parsed) {
        const held = heldAt(work, { noun, id: body.id })
        if (isDeepStrictEqual(held.body, body)) continue
        held.body = body
        held.version += 1
        work.audit.push({
          at: work.now,
          personId: null,
          action: `${noun}.put`,
          entity: `${noun}:${body.id}`,
          outcome: 'accepted',
          detail: {},
        })
      }
    })
  }
