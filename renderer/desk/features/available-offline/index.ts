export { AvailableOfflineButton } from './available-offline-button'
export { AvailableOfflineDialog } from './available-offline-dialog'
export { closeAvailableOffline, openAvailableOffline } from './available-offline-store'
