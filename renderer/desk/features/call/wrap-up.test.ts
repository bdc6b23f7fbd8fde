import { expect, it } from 'vitest'
import type { RestState } from '#shared/domain/agent'
import { proposedNext } from './wrap-up'

it.each<[RestState, string]>([
  [{ state: 'ready' }, 'ready'],
  [{ state: 'notReady', reason: 'meal' }, 'meal'],
  [{ state: 'notReady', reason: 'disconnected' }, 'ready'],
])('after %o the wrap-up proposes %s', (next, proposed) => expect(proposedNext(next)).toBe(proposed))
