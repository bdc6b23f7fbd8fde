import { app } from 'electron'
import { deepLinkScheme } from './places'
import { startDesk } from './desk'
import { readEnvironment } from './environment'
import { createFaultLog } from './fault-log'
import { registerAppScheme } from './windows/app-protocol'

const environment = readEnvironment(process.env)
if (!environment.ok) {
  process.stderr.write(`${environment.sentence}\n`)
  app.exit(2)
} else {
  const { HOTLINE_USER_DATA } = environment.value
  if (HOTLINE_USER_DATA !== undefined) app.setPath('userData', HOTLINE_USER_DATA)
  // Notifications and the task bar find the program by this name.
  app.setAppUserModelId('com.hotline.console')
  // With --no-sandbox (root only) enabling it makes the network service crash again and again.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  const logFault = createFaultLog(app.getPath('logs'))
  process.on('uncaughtException', (error) => void logFault('uncaught', error))
  process.on('unhandledRejection', (error) => void logFault('unhandled', error))
  if (app.isPackaged) app.setAsDefaultProtocolClient(deepLinkScheme)
  // One console a folder: two on one replica would each send the other's outbox.
  if (app.requestSingleInstanceLock())
    void startDesk(environment.value, logFault).catch((error: unknown) => {
      logFault('start', error)
      app.exit(1)
    })
  else app.exit(0)
}
