import type { Documents, Noun } from '#shared/domain/document'
import { audienceRules } from '#shared/domain/register'
import { serviceCodeAudiences } from '#shared/domain/service-code'
import type { Outcome } from '#shared/protocol/command'
import type { WireEvent } from '#shared/protocol/feed'

/** A document with its time-line; `seq` is the change of the feed that an event came with. Never changed in place. */
export type Kept = {
  noun: Noun
  id: string
  version: number
  body: Documents[Noun]
  audiences: string[]
  events: { seq: number; event: WireEvent }[]
}
export type Row = { seq: number; mark: string; noun: Noun; id: string; audiences: string[]; grown: string[] }
/** The model server's database; a copy of it is a backup. */
export type ModelDatabase = {
  documents: Map<string, Kept>
  feed: Row[]
  answers: Map<string, Outcome>
  numbers: number
}

type Read = <N extends Noun>(noun: N, id: string) => Documents[N] | null

export const keyOf = (noun: string, id: string): string => `${noun} ${id}`

/** A service code follows its customer. */
export const audiencesOf = (noun: Noun, body: Documents[Noun], read: Read): string[] => {
  if (noun !== 'serviceCode') return (audienceRules[noun] as (body: unknown) => string[])(body)
  const customer = read('customer', (body as Documents['serviceCode']).customerId)
  return customer === null ? ['vendor'] : serviceCodeAudiences(customer)
}

/** The service codes of the customers among `touched` whose audience has moved. */
export const followersOf = ({ documents }: ModelDatabase, touched: ReadonlyMap<string, Kept | null>): Kept[] => {
  const moved = [...touched]
    .filter(
      ([key, before]) =>
        before?.noun === 'customer' && String(before.audiences) !== String(documents.get(key)?.audiences),
    )
    .map(([, before]) => before?.id)
  if (moved.length === 0) return []
  return [...documents.values()].filter(
    (kept) => kept.noun === 'serviceCode' && moved.includes((kept.body as Documents['serviceCode']).customerId),
  )
}
