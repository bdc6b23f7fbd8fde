import { CallNotTaken, playCall, type PlayStep } from '#shared/telephone/play-call'
import { readCallOptions, usage, WrongOption, type CallOptions } from './call-options'

const startedAt = performance.now()
const print = (line: string): void => {
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

const lineOf = (step: PlayStep, options: CallOptions): string => {
  switch (step.step) {
    case 'menu':
      return `menu ${options.call.menu ?? ''} → queue ${step.queue}`
    case 'identity':
      return `service code: ${step.result} → queue ${step.queue}`
    case 'ringing':
      return options.ending === 'byAgent'
        ? `ringing; answer in the console (hangs up after ${options.talkMs / 1000} s)`
        : `ringing for ${options.ringMs / 1000} s`
    case 'talking':
      return `talking for ${options.talkMs / 1000} s; Ctrl+C hangs up`
    case 'ended':
      return `hung up (${step.cause})`
  }
}

const explain = (error: CallNotTaken, options: CallOptions): string => {
  if (error.status === 0)
    return `The server ${options.server} cannot be reached. Start it with "npm start", or name it with --server.`
  if (error.status === 401)
    return `The server does not know the token "${options.token}". Name its telephone token with --token.`
  if (error.status === 429) return 'The server took too many wrong tokens from here. Wait a minute and try again.'
  return `The call was not taken: ${error.message}`
}

const main = async (): Promise<void> => {
  const options = readCallOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(usage)
    return
  }
  const caller = new AbortController()
  process.once('SIGINT', () => caller.abort())
  try {
    await playCall({ ...options, signal: caller.signal, onStep: (step) => print(lineOf(step, options)) })
  } catch (error) {
    if (!(error instanceof CallNotTaken)) throw error
    console.error(explain(error, options))
    process.exitCode = 1
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof WrongOption)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
})
