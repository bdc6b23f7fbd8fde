import { CallNotTaken, playCall, type PlayStep } from '#shared/practice/play-call'
import { readCallOptions, usage, WrongOption, type CallWish } from './call-options'

const startedAt = performance.now()
const say = (line: string): void => {
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

const lineOf = (step: PlayStep, wish: CallWish): string => {
  switch (step.step) {
    case 'menu':
      return `menu ${wish.call.menu ?? ''} → queue ${step.queue}`
    case 'identity':
      return `service code: ${step.result} → queue ${step.queue}`
    case 'ringing':
      return wish.ending === 'byAgent'
        ? `ringing; answer in the console (hangs up after ${wish.talkMs / 1000} s)`
        : `ringing for ${wish.ringMs / 1000} s`
    case 'talking':
      return `talking for ${wish.talkMs / 1000} s; Ctrl+C hangs up`
    case 'ended':
      return `hung up (${step.cause})`
  }
}

const explain = (error: CallNotTaken, wish: CallWish): string => {
  if (error.status === 0)
    return `The server ${wish.server} cannot be reached. Start it with "npm start", or name it with --server.`
  if (error.status === 401)
    return `The server does not know the token "${wish.token}". Name its telephone token with --token.`
  if (error.status === 429) return 'The server took too many wrong tokens from here. Wait a minute and try again.'
  return `The call was not taken: ${error.message}`
}

const main = async (): Promise<void> => {
  const wish = readCallOptions(process.argv.slice(2))
  if (wish === 'help') {
    console.log(usage)
    return
  }
  const caller = new AbortController()
  process.once('SIGINT', () => caller.abort())
  try {
    await playCall({ ...wish, signal: caller.signal, onStep: (step) => say(lineOf(step, wish)) })
  } catch (error) {
    if (!(error instanceof CallNotTaken)) throw error
    console.error(explain(error, wish))
    process.exitCode = 1
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof WrongOption)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
})
