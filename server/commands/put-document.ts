import { isDeepStrictEqual } from 'node:util'
import type { RuledNoun } from '#shared/domain/commands'
import { documentSchemas } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import type { CommandRunner } from './runner'
import { storable } from './check'
import { lockDocuments, loadedDocument } from './work'

/** Nouns without rules: administration writes their documents as they are. */
export type UnruledNoun = Exclude<Noun, RuledNoun>
export type PutDocument = <N extends UnruledNoun>(noun: N, body: Documents[N]) => Promise<void>
export type PutDocuments = <N extends UnruledNoun>(noun: N, bodies: readonly Documents[N][]) => Promise<void>

/** Writes documents that have no rules. A document that would not change gets no new version. */
export const createPutDocuments =
  (runner: Pick<CommandRunner, 'inWork'>): PutDocuments =>
  async (noun, bodies) => {
    const parsed = bodies.map((body) => documentSchemas[noun].parse(storable(body)))
    await runner.inWork(async (work) => {
      await lockDocuments(
        work,
        parsed.map((body) => ({ noun, id: body.id })),
        'update',
      )
      for (const body of parsed) {
        const document = loadedDocument(work, { noun, id: body.id })
        if (isDeepStrictEqual(document.body, body)) continue
        document.body = body
        document.version += 1
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
