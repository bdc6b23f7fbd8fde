import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'
import { forgetSecondTries, secondTries } from './fixtures/second-tries'

/**
 * A run with more titles than this that needed a second try is red: something is wrong with them, not with the machine.
 */
const maxFlaky = 2

/** Names every title that passed only when tried again and counts the launches that needed a second try. */
class FlakyReporter implements Reporter {
  private suite: Suite | null = null

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite
    forgetSecondTries()
  }

  onEnd(): Promise<{ status?: FullResult['status'] }> {
    const flaky = this.suite?.allTests().filter((one) => one.outcome() === 'flaky') ?? []
    for (const one of flaky)
      console.log(
        `flaky: ${one
          .titlePath()
          .filter((part) => part !== '')
          .join(' › ')}`,
      )
    const tries = secondTries()
    for (const message of tries) console.log(`second try of a launch: ${message.split('\n')[0] ?? ''}`)
    console.log(
      `${String(flaky.length)} flaky (at most ${String(maxFlaky)}), ${String(tries.length)} launches tried twice`,
    )
    return Promise.resolve(flaky.length > maxFlaky ? { status: 'failed' } : {})
  }

  /** Beside the list, which prints the rest. */
  printsToStdio(): boolean {
    return false
  }
}

// Playwright loads a reporter by its default export.
export default FlakyReporter
