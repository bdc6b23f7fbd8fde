export {
  changeSettings,
  closeSettings,
  loadSettings,
  openSettings,
  readInfo,
  settingsStore,
  useAppInfo,
  useSettings,
} from './settings-store'
export { SettingsDialog } from './settings-dialog'
