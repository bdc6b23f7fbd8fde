import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import type { Change } from '#shared/protocol/feed'

type Fields = Record<string, unknown>

/** How one side of another version differs; what is left out passes unchanged. */
export type Dialect = {
  auth?: (auth: Fields) => Fields
  welcome?: (welcome: Fields) => Fields
  /** The answer to a sign-in. */
  signedIn?: (answer: Fields) => Fields
  changes?: (changes: Change[]) => unknown[]
  /** A command that the server of this version would answer by itself. */
  answer?: (command: CommandEnvelope) => Outcome | Fields | null
  command?: (command: CommandEnvelope) => Fields
  outcome?: (outcome: Fields) => Fields
  /** Sees everything that reaches the console. */
  heard?: (name: string, message: unknown) => void
}

type Page = Fields & { changes: Change[] }
type Answer = { ok: boolean; value?: Fields }

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const passOn = async (
  upstream: string,
  { signedIn }: Dialect,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await bodyOf(request)
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
  const answer = await fetch(`${upstream}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length === 0 ? {} : { body }),
  })
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
  const isSignIn = request.method === 'POST' && request.url?.endsWith('/session') === true && answer.ok
  if (isSignIn && signedIn !== undefined) response.end(JSON.stringify(signedIn((await answer.json()) as Fields)))
  else response.end(Buffer.from(await answer.arrayBuffer()))
}

/** A relay that makes a console or a server speak another version of the wire. */
export const startVersionRelay = async (
  upstream: string,
  dialect: Dialect,
): Promise<{ address: string; close: () => Promise<void> }> => {
  const http = createServer((request, response) => {
    passOn(upstream, dialect, request, response).catch(() => response.writeHead(502).end())
  })
  const relay = new Server(http, { transports: ['websocket'], serveClient: false })
  const page = (value: Fields): Fields => ({
    ...value,
    changes: dialect.changes?.((value as Page).changes) ?? (value as Page).changes,
  })

  relay.on('connection', (near) => {
    const auth = near.handshake.auth
    const far = io(upstream, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: dialect.auth?.(auth) ?? auth,
    })
    const forward = (name: string, message: unknown): void => {
      dialect.heard?.(name, message)
      near.emit(name, message)
    }
    far.on('welcome', (welcome: Fields) => forward('welcome', dialect.welcome?.(welcome) ?? welcome))
    far.on('changes', (changes: Fields) => forward('changes', page(changes)))
    far.on('signedOut', () => forward('signedOut', null))
    far.on('disconnect', () => near.disconnect(true))
    far.on('connect_error', () => near.disconnect(true))
    near.on('disconnect', () => far.close())

    const ask = async (name: string, input: Fields): Promise<Answer> => {
      // The server may not be connected yet; Socket.IO buffers until it is.
      if (name !== 'push') {
        const answer = (await far.emitWithAck(name, input)) as Answer
        return answer.ok && answer.value !== undefined && 'changes' in answer.value
          ? { ok: true, value: page(answer.value) }
          : answer
      }
      const commands = input['commands'] as CommandEnvelope[]
      const own = commands.map((command) => dialect.answer?.(command) ?? null)
      const passed = commands
        .filter((_, index) => own[index] === null)
        .map((command) => dialect.command?.(command) ?? command)
      const answer =
        passed.length === 0
          ? { ok: true, value: { outcomes: [] as Fields[] } }
          : ((await far.emitWithAck('push', { commands: passed })) as Answer)
      if (!answer.ok) return answer
      const theirs = (answer.value?.['outcomes'] as Fields[])[Symbol.iterator]()
      const nextOfTheirs = (): unknown => {
        const outcome = theirs.next().value ?? {}
        return dialect.outcome?.(outcome) ?? outcome
      }
      return { ok: true, value: { outcomes: own.map((outcome) => outcome ?? nextOfTheirs()) } }
    }
    for (const name of ['push', 'pull', 'bootstrap', 'presence']) {
      near.on(name, (input: Fields, answer: (value: unknown) => void) => {
        ask(name, input).then(
          (value) => {
            dialect.heard?.(name, value)
            answer(value)
          },
          () => near.disconnect(true),
        )
      })
    }
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    close: async () => {
      await relay.close()
    },
  }
}
