export { openShortcuts } from './shortcuts-store'
export { ShortcutsDialog } from './shortcuts-dialog'
