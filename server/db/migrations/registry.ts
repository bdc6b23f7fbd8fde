import type { Kysely } from 'kysely'
import { documents } from './0001-documents'
import { accounts } from './0002-accounts'
import { audit } from './0003-audit'
import { telephone } from './0004-telephone'
import { serverIdentity } from './0005-server-identity'
import { actedAt } from './0006-acted-at'
import { files } from './0007-files'
import { desks } from './0008-desks'
import { feedMarks } from './0009-feed-marks'
import { openTickets } from './0010-open-tickets'
import { answeredCalls } from './0011-answered-calls'
import { addedAudiences } from './0012-added-audiences'
import { actors } from './0013-actors'
import { remoteSessions } from './0014-remote-sessions'
import { workOrders } from './0015-work-orders'
import { remoteOrders } from './0016-remote-orders'

type Migration = { name: string; up: (db: Kysely<unknown>) => Promise<void> }

/** In the order they run; a name, once released, never changes. */
export const migrations: readonly Migration[] = [
  { name: 'documents', up: documents },
  { name: 'accounts', up: accounts },
  { name: 'audit', up: audit },
  { name: 'telephone', up: telephone },
  { name: 'server-identity', up: serverIdentity },
  { name: 'acted-at', up: actedAt },
  { name: 'files', up: files },
  { name: 'desks', up: desks },
  { name: 'feed-marks', up: feedMarks },
  { name: 'open-tickets', up: openTickets },
  { name: 'answered-calls', up: answeredCalls },
  { name: 'added-audiences', up: addedAudiences },
  { name: 'actors', up: actors },
  { name: 'remote-sessions', up: remoteSessions },
  { name: 'work-orders', up: workOrders },
  { name: 'remote-orders', up: remoteOrders },
]
