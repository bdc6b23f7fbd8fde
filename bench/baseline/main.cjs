// Electron hello world: one hardened window, one page. What any Electron program pays before its first line.
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.HOTLINE_USER_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { sandbox: true, contextIsolation: true },
  })
  window.loadURL(process.env.BENCH_PAGE ?? 'data:text/html,<h1>hello</h1>')
})
app.on('window-all-closed', () => app.quit())
