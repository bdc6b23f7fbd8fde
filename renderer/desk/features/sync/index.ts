export { SyncMenu } from './sync-menu'
export { startSync, syncStore, useSync } from './sync-store'
