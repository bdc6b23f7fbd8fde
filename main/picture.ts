import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserWindow } from 'electron'
import { pause } from '#shared/async/pause'
import { sessionStateSchema } from '#shared/ipc/session-calls'
import { demoLogin, demoPassword } from '#shared/demo/account'
import type { Result } from '#shared/result'

const demoAgent = { login: demoLogin, password: demoPassword }
const startWithinMs = 120_000
/** The first filling of the replica and the ringing card are painted within this. */
const settleMs = 2500

type Parts = {
  window: BrowserWindow
  file: string
  ask: (name: string, input: unknown) => Promise<Result<unknown>>
  practise: () => Promise<Result<null>>
  server: () => string | null
}

/**
 * Signs a demo agent in, starts a practice call and saves a picture of the window: for machines without a display.
 */
export const takePicture = async ({ window, file, ask, practise, server }: Parts): Promise<void> => {
  const until = Date.now() + startWithinMs
  while (server() === null && Date.now() < until) await pause(100)
  let signedIn: Result<unknown> = await ask('session.signIn', demoAgent)
  while (!signedIn.ok && signedIn.failure.code !== 'wrongCredentials' && Date.now() < until) {
    await pause(500)
    signedIn = await ask('session.signIn', demoAgent)
  }
  const session = signedIn.ok ? sessionStateSchema.safeParse(signedIn.value).data : undefined
  if (session?.phase === 'signedIn') {
    await pause(settleMs)
    await ask('command.issue', {
      name: 'agent.setState',
      args: { personId: session.person.id, rest: { state: 'ready' } },
    })
    await pause(settleMs)
    await practise()
  }
  await pause(settleMs)
  const image = await window.webContents.capturePage()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, image.toPNG())
  // The set-up script reads this line and reports it.
  process.stdout.write(`hotline picture saved ${session?.phase === 'signedIn' ? 'signed in' : 'without signing in'}\n`)
}
