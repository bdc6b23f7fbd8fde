import { z } from 'zod'
import { instantSchema } from '../domain/time'
import { call, nothing, query } from './define-call'
import { awaySchema, matterSchema, missedSchema } from './matter'
import { placeSchema } from './place'

const reads = { workOrder: true, ticket: true, organisation: true, person: true } as const

/** What concerns the person who is signed in. */
export const matterCalls = {
  /** What happened since, the earliest first. */
  'matter.list': query(z.object({ since: instantSchema }), z.array(matterSchema), reads),
  /**
   * What happened before `until` while this desk had no connection; `since` is null on a desk that does not know how
   * long that was, and what waits is listed.
   */
  'matter.listMissed': query(z.object({ since: instantSchema.nullable(), until: instantSchema }), missedSchema, reads),
  /** Since when this desk had no connection before it was opened; null once the person has seen what they missed. */
  'matter.readAway': call('core', nothing, awaySchema.nullable()),
  'matter.dismissMissed': call('core', nothing, nothing),
  /** What the page shows now, so that nobody is notified of what they look at. */
  'place.shown': call('main', z.object({ place: placeSchema.nullable() }), nothing),
} as const
