export { changeSettings, closeSettings, loadSettings, openSettings, readInfo, settingsStore, useAppInfo, useSettings } from './settings-store'
