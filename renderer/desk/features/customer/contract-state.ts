import type { Contract, Genuineness } from '#shared/domain/customer'
import { isInForce, type Instant } from '#shared/domain/time'
import type { Tone } from '../../../shared/ui'

export const contractState = (
  contract: Pick<Contract, 'validFrom' | 'validUntil'>,
  now: Instant,
): 'valid' | 'ended' | 'future' => {
  if (isInForce(contract, now)) return 'valid'
  return now < contract.validFrom ? 'future' : 'ended'
}

export const contractTones = { valid: 'success', ended: 'danger', future: 'neutral' } as const satisfies Record<
  ReturnType<typeof contractState>,
  Tone
>
export const genuinenessTones = {
  genuine: 'success',
  unregistered: 'warning',
  counterfeit: 'danger',
} as const satisfies Record<Genuineness, Tone>
