/** One step of a dial plan: an application and its arguments as they are written, nothing replaced yet. */
export type Step = { line: number; label: string | null; application: string; written: string }

/** The steps of each context and extension, under `context,extension`. */
export type DialPlan = { globals: ReadonlyMap<string, string>; steps: ReadonlyMap<string, readonly Step[]> }

/** @throws always; names the line as an editor counts it */
export const refuse = (line: number, why: string): never => {
  throw new Error(`docs/dial-plan.md, line ${line}: ${why}`)
}

const stepPattern = /^(\d+|n)(?:\((\w+)\))?,(\w+)\((.*)\)$/

const readStep = (text: string, line: number): Step => {
  const [, , label, application, written] = stepPattern.exec(text) ?? refuse(line, 'is no step')
  return { line, label: label ?? null, application: application ?? '', written: written ?? '' }
}

/** @returns the only block of a page fenced as `ini`, and the line before its first one */
const fencedBlock = (page: string): { lines: string[]; before: number } => {
  const lines = page.split('\n')
  const start = lines.indexOf('```ini')
  const end = lines.indexOf('```', start)
  if (start < 0 || end < 0) throw new Error('the page has no block fenced as ini')
  return { lines: lines.slice(start + 1, end), before: start + 1 }
}

/**
 * Reads the dial plan of a page, in the part of Asterisk's syntax that it uses.
 * @param page a Markdown page with one block fenced as `ini`
 * @throws an error that names the line, where it is something else
 */
export const readDialPlan = (page: string): DialPlan => {
  const globals = new Map<string, string>()
  const steps = new Map<string, Step[]>()
  const { lines, before } = fencedBlock(page)
  let context = ''
  let current: Step[] | null = null
  for (const [index, raw] of lines.entries()) {
    const line = before + index + 1
    const text = raw.replace(/;.*$/, '').trim()
    if (text === '') continue
    const section = /^\[([\w-]+)\]$/.exec(text)
    const begun = /^exten => (\w+),(1,.*)$/.exec(text)
    const followed = /^same => (n.*)$/.exec(text)
    const global = /^(\w+)=(.*)$/.exec(text)
    if (section?.[1] !== undefined) {
      context = section[1]
      current = null
    } else if (begun?.[1] !== undefined && begun[2] !== undefined) {
      current = [readStep(begun[2], line)]
      steps.set(`${context},${begun[1]}`, current)
    } else if (followed?.[1] !== undefined && current !== null) {
      current.push(readStep(followed[1], line))
    } else if (context === 'globals' && global?.[1] !== undefined) {
      globals.set(global[1], global[2] ?? '')
    } else refuse(line, 'cannot be read')
  }
  return { globals, steps }
}
