import { useTranslation } from 'react-i18next'
import { shortTime } from '../../../shared/ui'
import { minutesWords } from '../hours'

type Written = { field: string; text: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields that the program adds: ids and the values from before the edit. */
const isNotWritten = (field: string): boolean =>
  /(?:^id|Id)$/.test(field) || ['before', 'replaces', 'hash', 'mediaType', 'size'].includes(field)

/** Everything a person wrote in a command, so that nothing is lost: texts and figures of any depth, without ids. */
export const writtenWords = (args: Record<string, unknown>): Written[] =>
  Object.entries(args).flatMap(([field, value]): Written[] => {
    if (isNotWritten(field)) return []
    if (typeof value === 'number') return [{ field, text: String(value) }]
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ field, text: value }]
    return isObject(value) ? writtenWords(value) : []
  })

/** When something begins or ends, as commands have it. */
const isInstant = (field: string, text: string): boolean => ['from', 'to'].includes(field) && /^\d{12,}$/.test(text)

/** The words of a noun's commands stand in the file of its name. */
const wordKey = (name: string): string => {
  const [noun = '', verb = ''] = name.split('.')
  return `${noun}:command.${verb}`
}

type Command = { name: string; args: Record<string, unknown> }

/** Commands in a person's words. */
export const useCommandWords = () => {
  const { t, i18n } = useTranslation(['sync', 'common', 'agent', 'call', 'ticket', 'customer', 'article'])
  const known = (key: string): string | null => (i18n.exists(key) ? t(key) : null)
  const fieldWord = (field: string): string => known(`sync:field.${field}`) ?? field
  const valueWord = (field: string, text: string): string =>
    field === 'minutes'
      ? minutesWords(Number(text), t)
      : isInstant(field, text)
        ? shortTime(Number(text), Date.now())
        : (known(`sync:value.${field}.${text}`) ??
          known(`common:${field}.${text}`) ??
          known(`call:${field === 'reason' ? 'notReady' : field}.${text}`) ??
          text)
  /** What was done: 修改工单：主题、描述. */
  const actWord = ({ name, args }: Command): string => {
    const word = known(wordKey(name)) ?? name
    if (typeof args.changes !== 'object' || args.changes === null) return word
    return t('sync:actOf', { act: word, fields: Object.keys(args.changes).map(fieldWord).join(t('sync:comma')) })
  }
  const wordsOf = ({ args }: Command): Written[] =>
    writtenWords(args).map(({ field, text }) => ({ field: fieldWord(field), text: valueWord(field, text) }))
  /** Everything written, as text for elsewhere. */
  const copyOf = (commands: readonly Command[]): string =>
    commands
      .flatMap(wordsOf)
      .map(({ field, text }) => `${field}${t('sync:colon')}${text}`)
      .join('\n')
  return { fieldWord, valueWord, actWord, wordsOf, copyOf }
}
