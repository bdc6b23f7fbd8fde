import { useStore } from 'zustand'
import type { CommandArgs } from '#shared/domain/commands'
import { queues, type Queue } from '#shared/domain/queue'
import type { Assignees, Assignee } from '#shared/ipc/assignee'
import { filterWords, holdsWords } from '#shared/text/comparable'
import { createPersonStore } from '../../bridge/person-store'

/** One line of the chooser. */
export type Target = { key: string; words: string } & (
  { kind: 'person'; person: Assignee } | { kind: 'queue'; queue: Queue; name: string }
)

/** Whom a ticket is being given to. Kept with the ticket until it is sent. */
export type AssignDraft = { search: string; chosen: Target | null; note: string }
export const freshAssign: AssignDraft = { search: '', chosen: null, note: '' }

const store = createPersonStore<{ assigns: Record<string, AssignDraft> }>(() => ({ assigns: {} }))
export const useAssignDraft = (ticketId: string): AssignDraft =>
  useStore(store, ({ assigns }) => assigns[ticketId] ?? freshAssign)
/** @param draft null once it was sent */
export const writeAssign = (ticketId: string, draft: AssignDraft | null): void => {
  store.setState(({ assigns }) => ({ assigns: { ...assigns, [ticketId]: draft ?? freshAssign } }))
}

/**
 * Every line of which each word of the text is part: people, then queues.
 * @param wordOf the name of a queue, the word for a role
 */
export const targetsFor = (
  { people, hasQueues }: Assignees,
  text: string,
  current: { queue: Queue; ownerId: string | null },
  wordOf: (of: 'queue' | 'role', value: string) => string,
): Target[] => {
  const wanted = filterWords(text)
  const all: Target[] = [
    ...people.map((person): Target => ({
      kind: 'person',
      key: person.id,
      words: [person.name, person.organisationName, wordOf('role', person.role)].join(' '),
      person,
    })),
    ...(hasQueues ? queues : [])
      // Where it waits already, with nobody on it, it need not be put.
      .filter((queue) => current.ownerId !== null || queue !== current.queue)
      .map((queue): Target => {
        const name = wordOf('queue', queue)
        return { kind: 'queue', key: queue, words: name, queue, name }
      }),
  ]
  return all.filter(({ words }) => holdsWords(words, wanted))
}

/** The command that gives the ticket to the chosen one. */
export const assignArgsOf = (
  ticketId: CommandArgs<'ticket.assign'>['ticketId'],
  chosen: Target,
  note: string,
): CommandArgs<'ticket.assign'> => ({
  ticketId,
  to:
    chosen.kind === 'person' ? { kind: 'person', personId: chosen.person.id } : { kind: 'queue', queue: chosen.queue },
  note: note.trim(),
})
