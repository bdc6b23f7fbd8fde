import type { Contract, Genuineness } from '#shared/domain/customer'
import type { Instant } from '#shared/domain/time'
import type { Tone } from '../../../shared/ui'

export const contractState = (
  contract: Pick<Contract, 'validFrom' | 'validUntil'>,
  now: Instant,
): 'valid' | 'ended' | 'future' => {
  if (now < contract.validFrom) return 'future'
  return now < contract.validUntil ? 'valid' : 'ended'
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
