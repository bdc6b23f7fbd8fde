import type { z } from 'zod'
import {
  commandSchemas,
  commandTarget,
  systemCommandSchemas,
  type CommandName,
  type SystemCommandName,
} from '#shared/domain/commands'
import type { Person } from '#shared/domain/person'
import { may } from '#shared/domain/may'
import { fail, ok, type Result } from '#shared/result'
import { whereWrong } from '#shared/where-wrong'
import type { AuditEntry } from '../audit/chain'
import type { CheckedCommand, Done } from './execute'
import type { Work } from './work'

/** Matches JSON text with what jsonb refuses: NUL and lone surrogates. */
const suspicious = /\\u0000|\\ud[89a-f]/i

const cleanText = (text: string): string =>
  text.replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

const clean = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [cleanText(key), clean(field)]))
}

/** The library's type hides that JSON.stringify returns undefined for `undefined`. */
const textOf = (value: unknown): string | undefined => JSON.stringify(value)

/** @returns the value without characters that PostgreSQL cannot store; the same value where it has none. */
export const storable = (value: unknown): unknown => (suspicious.test(textOf(value) ?? '') ? clean(value) : value)

/** The paths that the schema drops: what a newer console wrote there would otherwise be lost silently. */
const unknownFields = (given: unknown, parsed: unknown, path: readonly string[] = []): string[] => {
  if (typeof given !== 'object' || given === null || typeof parsed !== 'object' || parsed === null) return []
  return Object.entries(given).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (!Object.hasOwn(parsed, key)) return [[...path, key].join('.').slice(0, 80)]
    return unknownFields(value, (parsed as Record<string, unknown>)[key], [...path, key])
  })
}

const check = (schemas: Record<string, z.ZodType<object>>, name: string, args: unknown): Result<CheckedCommand> => {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (schema === undefined) return fail('unknownCommand', { name: name.slice(0, 80) })
  const parsed = schema.safeParse(storable(args))
  if (parsed.success) {
    const unknown = unknownFields(args, parsed.data)
    return unknown.length > 0
      ? fail('fieldsUnknown', { fields: unknown.slice(0, 5).join(', ') })
      : ok({ name: name as CommandName, args: parsed.data })
  }
  return fail('badInput', { detail: whereWrong(parsed.error) })
}

/** @returns the command with its parsed args, where this person's role may issue it. */
export const checkFor = (person: Person, name: string, args: unknown): Result<CheckedCommand> => {
  const checked = check(commandSchemas, name, args)
  if (!checked.ok) return checked
  return may(person, name as CommandName) ? checked : fail('notAllowed')
}

/** The same for a command that the server itself issues. */
export const checkForSystem = (name: CommandName | SystemCommandName, args: unknown): Result<CheckedCommand> =>
  check(Object.hasOwn(systemCommandSchemas, name) ? systemCommandSchemas : commandSchemas, name, args)

/** What the audit keeps of a reading, beside ids: the basis of opening a file, or which number was shown. */
const readingOf = (command: CheckedCommand | null): Record<string, unknown> => {
  const args = command?.args as Record<string, unknown> | undefined
  if (command?.name === 'customer.access') return { basis: args?.['basis'], contactId: args?.['contactId'] }
  return command?.name === 'ticket.revealPhone' ? { phone: args?.['phone'] } : {}
}

/** One row of the audit about a command. Of what stands in a document it keeps nothing. */
export const auditLine = (
  work: Work,
  personId: string | null,
  name: string,
  command: CheckedCommand | null,
  result: Result<Done>,
  detail: Record<string, unknown>,
): AuditEntry => {
  const target = command === null ? null : commandTarget(command)
  return {
    at: work.now,
    personId,
    action: name.slice(0, 80),
    entity: target === null ? null : `${target.noun}:${target.id}`,
    outcome: result.ok ? 'accepted' : result.failure.code,
    detail: { ...detail, ...readingOf(command) },
  }
}
