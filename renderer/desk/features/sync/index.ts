export { AsOf } from './as-of'
export { notableMs, useSync } from './status-store'
export { SyncMenu } from './sync-menu'
export { startSync } from './start-sync'
