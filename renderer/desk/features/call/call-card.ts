import type { CallView } from '#shared/ipc/replica-views'
import { isOwnerKnown } from '#shared/domain/call'
import { entitlementOf, type Entitlement } from '#shared/domain/entitlement'
import type { Instant } from '#shared/domain/time'
import { openableKinds } from '#shared/domain/ticket-open'
import type { TicketKind } from '#shared/domain/ticket'

/** Which case a caller is: one card each, with its own rules and its own sentence to say. */
export type CardId =
  | 'verified'
  | 'codeRefused'
  | 'codeExpired'
  | 'codeLocked'
  | 'noContract'
  | 'contractEnded'
  | 'unregistered'
  | 'counterfeit'
  | 'unknownNumber'
  | 'withheldNumber'
  | 'singleMatch'
  | 'manyMatches'
  | 'chosen'

/** The caller's topic, where the menu named it; it has a card of its own beside the identity. */
export type TopicId = 'codeQuestion' | 'complaint' | 'purchase'

export type Tone = 'good' | 'caution' | 'stop'

/** One thing allowed or forbidden, in words of `call:may` and `call:mayNot`. */
export type May = 'technicalHelp' | 'productQuestions' | 'businessQuestions' | 'refer' | 'complain'
export type MayNot = 'technicalHelp' | 'anyService' | 'tellCode' | 'showFile'

export type CallCard = {
  id: CardId
  topic: TopicId | null
  tone: Tone
  entitlement: Entitlement
  may: readonly May[]
  mayNot: readonly MayNot[]
  kinds: readonly TicketKind[]
  /** The number matches customers and no code proved one: ask, then choose. */
  isChoiceOpen: boolean
}

const may: Record<Entitlement['level'], readonly May[]> = {
  technical: ['technicalHelp', 'productQuestions', 'businessQuestions', 'refer', 'complain'],
  product: ['productQuestions', 'businessQuestions', 'refer', 'complain'],
  business: ['businessQuestions', 'refer', 'complain'],
  none: ['refer', 'complain'],
}

const tones: Record<Entitlement['level'], Tone> = {
  technical: 'good',
  product: 'caution',
  business: 'caution',
  none: 'stop',
}

const topicOf = ({ menuPath, queue }: CallView['call']): TopicId | null => {
  if (menuPath === '3-2' || menuPath === '3' || queue === 'serviceCode') return 'codeQuestion'
  if (menuPath === '4' || queue === 'complaint') return 'complaint'
  return menuPath === '1' || queue === 'purchase' ? 'purchase' : null
}

/** A number is never proof, so every one of these stays a question. */
const numberCard = ({ call, candidates }: CallView): CardId => {
  if (call.chosenCustomerId !== null) return 'chosen'
  if (candidates.length > 1) return 'manyMatches'
  if (candidates.length === 1) return 'singleMatch'
  return call.from === null ? 'withheldNumber' : 'unknownNumber'
}

/** The card of a call as it stands now: who the caller is to us, what that allows and forbids. */
export const callCardOf = (view: CallView, now: Instant): CallCard => {
  const { call } = view
  const isProved = isOwnerKnown(call.identity)
  const entitlement = entitlementOf(call, isProved ? (view.customer?.customer ?? null) : null, now)
  const id = entitlement.reason === 'noCode' ? numberCard(view) : entitlement.reason
  const mayNot: MayNot[] =
    entitlement.level === 'technical' ? [] : [entitlement.level === 'none' ? 'anyService' : 'technicalHelp']
  if (!isProved) mayNot.push('showFile')
  return {
    id,
    topic: topicOf(call),
    tone: id === 'codeLocked' ? 'stop' : tones[entitlement.level],
    entitlement,
    may: may[entitlement.level],
    mayNot: [...mayNot, 'tellCode'],
    kinds: openableKinds(entitlement),
    isChoiceOpen: !isProved && view.candidates.length > 0,
  }
}
