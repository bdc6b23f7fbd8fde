import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pause } from '#shared/async/pause'
import { callIdIn, readRecording, WrongRecording, type ReplayLine } from './replay-lines'

const usage = `npm run cti:replay -- FILE [--server http://127.0.0.1:4646] [--token demo] [--speed 1]

Plays a recorded sequence of an exchange's webhooks at a server and prints how each call stands in the end.
One JSON object a line: {"body": as it was sent, "contentType"?, "afterMs"?: the pause before it}.
  --speed N   so many times as fast as recorded; 0 without any pause`

const options = {
  server: { type: 'string', default: 'http://127.0.0.1:4646' },
  token: { type: 'string', default: 'demo' },
  speed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const

const send = async (address: string, { body, contentType }: ReplayLine): Promise<string> => {
  // As bytes: fetch would add a content type to text where the exchange sent none.
  const answer = await fetch(address, {
    method: 'POST',
    body: new TextEncoder().encode(body),
    ...(contentType ? { headers: { 'content-type': contentType } } : {}),
  })
  return `${String(answer.status)} ${await answer.text()}`
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  const speed = Number(values.speed)
  if (values.help || file === undefined || !(speed >= 0)) {
    console.log(usage)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const lines = readRecording(readFileSync(file, 'utf8'))
  const events = `${values.server.replace(/\/+$/, '')}/api/v1/cti/${encodeURIComponent(values.token)}`
  let isWhole = true
  for (const line of lines) {
    if (speed > 0) await pause(line.afterMs / speed)
    const answer = await send(events, line)
    isWhole &&= answer.startsWith('200')
    console.log(`${answer.padEnd(8)} ← ${line.body.slice(0, 160).replace(/\s+/g, ' ')}`)
  }
  console.log('')
  for (const callId of new Set(lines.flatMap((line) => callIdIn(line) ?? []))) {
    const answer = await fetch(`${events}/calls/${encodeURIComponent(callId)}`)
    console.log(`${callId}: ${answer.status === 404 ? 'no call' : await answer.text()}`)
  }
  if (!isWhole) process.exitCode = 1
}

main().catch((error: unknown) => {
  const isOwn = error instanceof WrongRecording || (error instanceof Error && 'code' in error)
  if (!isOwn && !(error instanceof TypeError)) throw error
  console.error(error.message)
  process.exitCode = 1
})
