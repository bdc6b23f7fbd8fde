/** What a text of a dial plan may ask of the channel it runs on. */
export type Asked = {
  variable: (name: string) => string
  function: (name: string, written: string) => Promise<string>
}

/** @returns where the bracket that opens at `start` closes, other brackets of its kind counted */
const endOf = (text: string, start: number, open: string, close: string): number => {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === open) depth += 1
    if (text[at] === close) depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`${open} is not closed in ${text}`)
}

/**
 * Parts of an argument list as Asterisk separates them: not inside brackets or quotation marks.
 * @param how `plain` takes quotation marks and backslashes away, `raw` leaves the text as it is
 * @param limit the last part keeps the rest
 */
export const separate = (text: string, mark: string, limit = Infinity, how: 'plain' | 'raw' = 'plain'): string[] => {
  const parts = ['']
  let depth = 0
  let isQuoted = false
  const add = (character: string): void => {
    parts.push(`${parts.pop() ?? ''}${character}`)
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === mark && depth === 0 && !isQuoted && parts.length < limit) {
      parts.push('')
      continue
    }
    if ('(['.includes(character)) depth += 1
    if (')]'.includes(character)) depth -= 1
    if (character === '"' && mark !== '"') isQuoted = !isQuoted
    if (how === 'plain' && character === '"' && mark !== '"') continue
    if (character === '\\') {
      if (how === 'raw') add(character)
      at += 1
      add(text[at] ?? '')
      continue
    }
    add(character)
  }
  return parts
}

/** Weakest first, as Asterisk binds them. */
const operators = [['|'], ['&'], ['=', '!=', '<', '>', '<=', '>='], ['+', '-']] as const

const isTruthy = (value: string): boolean => value !== '' && value !== '0'
const isNumber = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value)

const calculate = (left: string, operator: string, right: string): string => {
  const both = isNumber(left) && isNumber(right)
  const order = both ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0
  const comparisons: Record<string, boolean> = {
    '=': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '>': order > 0,
    '<=': order <= 0,
    '>=': order >= 0,
  }
  if (operator in comparisons) return comparisons[operator] === true ? '1' : '0'
  if (operator === '&') return isTruthy(left) && isTruthy(right) ? left : '0'
  if (operator === '|') return isTruthy(left) ? left : right
  if (!both) throw new Error(`${left} ${operator} ${right} is no sum`)
  return String(operator === '+' ? Number(left) + Number(right) : Number(left) - Number(right))
}

/**
 * The value of what stood between `$[` and `]`, with everything in it replaced.
 * @throws where Asterisk would report a syntax error, as for a text with a quotation mark in it
 */
export const evaluate = (expression: string): string => {
  const tokens = expression.match(/"[^"]*"|!=|<=|>=|[=<>&|+]|[^\s"=<>&|+!]+/g) ?? []
  if (tokens.join('').length !== expression.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '').length)
    throw new Error(`$[${expression}] is no expression`)
  let at = 0
  const operand = (): string => {
    const token = tokens[at] ?? ''
    at += 1
    if (token === '' || operators.flat().some((operator) => operator === token))
      throw new Error(`$[${expression}] lacks a value`)
    return token.replace(/^"|"$/g, '')
  }
  const level = (strength: number): string => {
    const known: readonly string[] | undefined = operators[strength]
    if (known === undefined) return operand()
    let value = level(strength + 1)
    for (let token = tokens[at]; token !== undefined && known.includes(token); token = tokens[at]) {
      at += 1
      value = calculate(value, token, level(strength + 1))
    }
    return value
  }
  const value = level(0)
  if (at < tokens.length) throw new Error(`$[${expression}] is no expression`)
  return value
}

/** Replaces `${NAME}`, `${FUNCTION(…)}` and `$[…]`, the innermost first. */
export const replaceAll = async (text: string, asked: Asked): Promise<string> => {
  let done = ''
  for (let at = 0; at < text.length;) {
    const opening = text.slice(at, at + 2)
    if (opening !== '${' && opening !== '$[') {
      done += text[at] ?? ''
      at += 1
      continue
    }
    const end = opening === '${' ? endOf(text, at + 1, '{', '}') : endOf(text, at + 1, '[', ']')
    const inner = await replaceAll(text.slice(at + 2, end), asked)
    const called = /^(\w+)\((.*)\)$/s.exec(inner)
    if (opening === '$[') done += evaluate(inner)
    else if (called?.[1] !== undefined) done += await asked.function(called[1], called[2] ?? '')
    else if (/^\w+$/.test(inner)) done += asked.variable(inner)
    else throw new Error(`\${${inner}} is not known here`)
    at = end + 1
  }
  return done
}
