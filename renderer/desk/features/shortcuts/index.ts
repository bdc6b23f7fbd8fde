export { openShortcuts, ShortcutsDialog } from './shortcuts-dialog'
