import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readArticleLine, type WrittenArticle } from './article-lines'
import { openKnowledgeServer, sentence, ServerError, type KnowledgeServer } from './knowledge-server'
import { findEncoding, readLines, type TextEncoding } from './read-lines'

const usage = `npm run import:articles -- FILE.jsonl [--server http://127.0.0.1:4646] [--login qian] [--password demo-2026]

Loads a knowledge base, in UTF-8, GB18030 or UTF-16: one JSON object a line, {"id", "title", "body", "product"?, "versions"?, "problemDomain"?, "errorCodes"?}.
Importing again updates. Needs the role reviewer or administrator.`

/** Half of the server's body limit, so that no batch is refused for its size. */
const batchBytes = 4 * 1024 * 1024
const batchLines = 500
/** More lines would scroll the figures away. */
const shownRefusals = 20

type Refusal = { line: number; why: string }
type Tally = { read: number; imported: number; unchanged: number; refused: Refusal[] }

const bar = (part: number, tally: Tally, seconds: number): string => {
  const filled = Math.min(30, Math.round(part * 30))
  const rate = Math.round(tally.read / Math.max(seconds, 0.001))
  return `${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${String(Math.round(part * 100)).padStart(3)} %  ${tally.read} lines, ${tally.imported} new or changed, ${tally.refused.length} refused, ${rate}/s`
}

const show = (line: string, isLast: boolean): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${isLast ? '\n' : ''}`)
  else if (isLast) console.log(line)
}

const send = async (
  server: KnowledgeServer,
  batch: { line: number; article: WrittenArticle }[],
  tally: Tally,
): Promise<void> => {
  if (batch.length === 0) return
  const answer = await server.importArticles(batch.map((each) => each.article))
  tally.imported += answer.imported
  tally.unchanged += answer.unchanged
  for (const { index, failure } of answer.refused)
    tally.refused.push({ line: batch[index]?.line ?? 0, why: sentence(failure) })
}

const load = async (file: string, encoding: TextEncoding, size: number, server: KnowledgeServer): Promise<Tally> => {
  const tally: Tally = { read: 0, imported: 0, unchanged: 0, refused: [] }
  const startedAt = performance.now()
  let batch: { line: number; article: WrittenArticle }[] = []
  let bytes = 0
  let part = 0
  const flush = async (isLast: boolean): Promise<void> => {
    await send(server, batch, tally)
    batch = []
    bytes = 0
    show(bar(isLast || size === 0 ? 1 : part / size, tally, (performance.now() - startedAt) / 1000), isLast)
  }
  for await (const { number, text, bytesRead } of readLines(file, encoding)) {
    part = bytesRead
    if (text?.trim() === '') continue
    tally.read += 1
    const read = text === null ? ({ ok: false, why: `not ${encoding}` } as const) : readArticleLine(text)
    if (!read.ok) {
      tally.refused.push({ line: number, why: read.why })
      continue
    }
    batch.push({ line: number, article: read.article })
    // A character of text is at most three bytes of UTF-8, and quoting adds little.
    bytes += (text?.length ?? 0) * 3
    if (batch.length >= batchLines || bytes >= batchBytes) await flush(false)
  }
  await flush(true)
  return tally
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      server: { type: 'string', default: 'http://127.0.0.1:4646' },
      login: { type: 'string', default: 'qian' },
      password: { type: 'string', default: 'demo-2026' },
      help: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (values.help || file === undefined || positionals.length > 1) {
    console.log(usage)
    if (!values.help) process.exitCode = 2
    return
  }
  const found = await stat(file).catch(() => null)
  if (found === null || !found.isFile()) throw new ServerError(`There is no file ${file}.`)
  const read = await findEncoding(file)
  if (!read.ok) throw new ServerError(`${file}: ${read.why}`)
  console.log(`Read as ${read.encoding.toUpperCase()}.`)
  const server = await openKnowledgeServer(values.server, values.login, values.password)
  const tally = await load(file, read.encoding, found.size, server)
  console.log(
    `${tally.imported} imported, ${tally.unchanged} unchanged, ${tally.refused.length} refused of ${tally.read} lines`,
  )
  for (const { line, why } of tally.refused.slice(0, shownRefusals)) console.log(`  line ${line}: ${why}`)
  if (tally.refused.length > shownRefusals) console.log(`  … and ${tally.refused.length - shownRefusals} more`)
  if (tally.refused.length > 0) process.exitCode = 1
}

main().catch((error: unknown) => {
  const isOurs =
    error instanceof ServerError || (error as { code?: string } | null)?.code?.startsWith('ERR_PARSE_ARGS') === true
  if (!isOurs) throw error
  console.error((error as Error).message)
  process.exitCode = 1
})
