import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a peer is asked to do. */
export interface Round {
  calls: number
  /** Calls under way at the same time. */
  concurrency: number
}

/** What a round cost: microseconds a call, and the bytes of heap held after it. */
export interface Cost {
  time: number
  cpu: number
  p99: number
  heap: number
}

/** A process started by this one. */
export interface Started<Message> {
  /** Sends a message, where one is given, and gives the next answer. */
  ask(message?: Round): Promise<Message>
  stop(): void
}

/** Starts a peer; its calls go to `baseUrl`, or are answered from memory where there is none. */
export function startPeer(name: string, baseUrl?: string, flags: string[] = []): Started<Cost> {
  return start('child.ts', baseUrl === undefined ? [name] : [name, baseUrl], flags)
}

/** Starts the loopback server, which answers with its port. */
export function startServer(): Started<number> {
  return start('server.ts', [], [])
}

function start<Message>(file: string, parameters: string[], execArgv: string[]): Started<Message> {
  const child = fork(join(import.meta.dirname, file), parameters, { execArgv })
  child.on('exit', (code) => {
    if (code !== 0) throw new Error(`${file} ${parameters.join(' ')} ended with ${code}`)
  })
  return {
    async ask(message) {
      if (message) child.send(message)
      const [answer] = await once(child, 'message')
      return answer
    },
    stop: () => child.disconnect(),
  }
}
