import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlipOutcome, FlipQuestion } from './flip-reader'
import { makeCrashedDesks, type CrashedDesks } from './flip-truth'
import { copyFiles } from '../inspect-copy'
import type { Part, Workshop } from '../part'
import { createRandom, type Random } from '../../testing/random'

type Flip = { folder: string; from: string; file: string; offset: number; bit: number }
type Answer = { flip: Flip; answer: FlipOutcome | 'aborted' }

/** One in four in the desk's own file, the others where the documents are; a log as often as its file. */
const chooseFlip = (random: Random, { folders }: CrashedDesks): Flip => {
  const { name: folder, path: from } = random.pick(folders)
  const isDesk = random.chance(0.25)
  const isLog = random.chance(0.5)
  const file = readdirSync(from).find(
    (name) => name.startsWith('desk') === isDesk && name.endsWith(isLog ? '-wal' : '.db'),
  )
  if (file === undefined) throw new Error('the file to flip in is not there')
  return { folder, from, file, offset: random.below(statSync(join(from, file)).size), bit: random.below(8) }
}

/** Asks a process; one that ends instead of answering has aborted. */
const ask = (child: ChildProcess, question: FlipQuestion): Promise<FlipOutcome | 'aborted'> =>
  new Promise((resolve) => {
    const over = (): void => {
      child.off('message', heard)
      resolve('aborted')
    }
    const heard = (message: unknown): void => {
      child.off('exit', over)
      resolve(message as FlipOutcome)
    }
    child.once('message', heard)
    child.once('exit', over)
    child.send(question)
  })

const readAll = async (
  { folder, built, isPlanted, print }: Workshop,
  desks: CrashedDesks,
  flips: readonly Flip[],
  name: string,
): Promise<Answer[]> => {
  const start = (): ChildProcess =>
    fork(join(built, 'writer.cjs'), ['flips'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const directory = join(folder, name)
  let child = start()
  const answers: Answer[] = []
  for (const flip of flips) {
    copyFiles(flip.from, directory)
    const bytes = readFileSync(join(directory, flip.file))
    bytes[flip.offset] = (bytes[flip.offset] ?? 0) ^ (1 << flip.bit)
    writeFileSync(join(directory, flip.file), bytes)
    const answer = await ask(child, { directory, ...desks.truth, isPlanted })
    if (answer === 'aborted') child = start()
    answers.push({ flip, answer })
    if (answers.length % 100 === 0) print(`${name}: ${String(answers.length)} flips`)
  }
  child.kill()
  return answers
}

const kinds = ['seen', 'restored', 'rolledBack', 'harmless'] as const

/**
 * 1,000 single-bit flips in crashed desks: each is seen or harmless, none ends the process or brings a wrong row, and
 * every unsent command is there.
 */
export const flips: Part = async (workshop, times) => {
  const random = createRandom(workshop.seed)
  const desks = makeCrashedDesks(join(workshop.folder, 'flips'), random)
  const all = Array.from({ length: times }, () => chooseFlip(random, desks))
  const halves = [0, 1].map((half) => all.filter((_, at) => at % 2 === half))
  const answers = (
    await Promise.all(halves.map((half, at) => readAll(workshop, desks, half, `reader-${String(at)}`)))
  ).flat()
  const is =
    (outcome: string) =>
    ({ answer }: Answer): boolean =>
      answer === 'aborted' ? outcome === 'aborted' : answer.outcome === outcome
  const count = (outcome: string, of = answers): number => of.filter(is(outcome)).length
  const where = (file: string): Answer[] =>
    answers.filter(
      ({ flip }) =>
        (flip.file.startsWith('desk') ? 'desk' : 'replica') + (flip.file.endsWith('-wal') ? 'Log' : 'File') === file,
    )
  const bad = {
    aborted: count('aborted'),
    wrong: count('wrong'),
    refused: count('refused'),
    commandsMissing: answers.filter(({ answer }) => answer !== 'aborted' && !answer.hasAllCommands).length,
  }
  const examples = answers
    .filter((one) => !kinds.some((kind) => is(kind)(one)) || (one.answer !== 'aborted' && !one.answer.hasAllCommands))
    .slice(0, 5)
  return {
    isRed: Object.values(bad).some((number) => number > 0),
    figures: {
      flips: answers.length,
      ...bad,
      ...Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
      states: desks.truth.states.length,
      commands: desks.truth.outbox.length,
      where: Object.fromEntries(
        ['replicaFile', 'replicaLog', 'deskFile', 'deskLog'].map((file) => [
          file,
          Object.fromEntries(kinds.map((kind) => [kind, count(kind, where(file))])),
        ]),
      ),
      byMoment: Object.fromEntries(
        desks.folders.map(({ name }) => [
          name,
          Object.fromEntries(
            [...kinds, 'wrong'].map((kind) => [
              kind,
              count(
                kind,
                answers.filter(({ flip }) => flip.folder === name),
              ),
            ]),
          ),
        ]),
      ),
      ...(examples.length === 0 ? {} : { examples }),
    },
  }
}
