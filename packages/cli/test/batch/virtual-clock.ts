import type { Clock } from '../../src/batch/clock.ts'

interface Sleeper {
  end: number
  wake: () => void
}

/** A clock that jumps to the end of the next wait as soon as the program has nothing else to do. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1)
  #sleepers: Sleeper[] = []
  #isJumping = false

  now(): number {
    return this.#now
  }

  date(): Date {
    return new Date(this.#now)
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { end: this.#now + milliseconds, wake: resolve }
      this.#sleepers.push(sleeper)
      signal.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper)
        resolve()
      })
      if (signal.aborted) resolve()
      this.#jump()
    })
  }

  #jump(): void {
    if (this.#isJumping) return
    this.#isJumping = true
    // Requests that are under way arrive before the time goes on.
    setTimeout(() => {
      this.#isJumping = false
      const [next] = this.#sleepers.toSorted((left, right) => left.end - right.end)
      if (next === undefined) return
      this.#sleepers = this.#sleepers.filter((each) => each !== next)
      this.#now = Math.max(this.#now, next.end)
      next.wake()
      this.#jump()
    }, 1)
  }
}
