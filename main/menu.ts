import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Settings } from '#shared/ipc/settings'
import { words } from './words'

/** Only what keyboard shortcuts need: edit roles, zoom, quit. Everything else is on the page. */
export const setMenu = (language: Settings['language'], isDevelopment: boolean): void => {
  const { appName, menu } = words[language]
  const items = (...roles: Exclude<keyof typeof menu, 'edit' | 'view'>[]): MenuItemConstructorOptions[] =>
    roles.map((role) => ({ role, label: menu[role] }))
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: appName, submenu: items('quit') },
      {
        label: menu.edit,
        submenu: [...items('undo', 'redo'), { type: 'separator' }, ...items('cut', 'copy', 'paste', 'selectAll')],
      },
      {
        label: menu.view,
        submenu: [
          ...items('resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'),
          ...(isDevelopment ? items('toggleDevTools') : []),
        ],
      },
    ]),
  )
}
