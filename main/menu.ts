import { Menu } from 'electron'

/** Only what keyboard shortcuts need: edit roles, zoom, quit. Everything else is on the page. */
export const setMenu = (language: 'zh-CN' | 'en', isDevelopment: boolean): void => {
  const words =
    language === 'en'
      ? { file: 'Hotline Console', edit: 'Edit', view: 'View' }
      : { file: '热线坐席台', edit: '编辑', view: '显示' }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: words.file, submenu: [{ role: 'quit' }] },
      {
        label: words.edit,
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      {
        label: words.view,
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...(isDevelopment ? [{ role: 'toggleDevTools' as const }] : []),
        ],
      },
    ]),
  )
}
