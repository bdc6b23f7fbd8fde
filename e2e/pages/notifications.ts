import type { ElectronApplication } from 'playwright'

type Recorded = { shown: string[]; open: string[] }

/**
 * Writes down the system's notifications of a console in place of showing them: a machine for tests has nobody who
 * shows them. Call it before anything is notified of.
 */
export const recordNotifications = async (app: ElectronApplication): Promise<() => Promise<Recorded>> => {
  await app.evaluate(({ Notification }) => {
    const recorded: Recorded = { shown: [], open: [] }
    Object.assign(globalThis, { recordedNotifications: recorded })
    Object.assign(Notification, { isSupported: () => true })
    Notification.prototype.show = function show(this: Electron.Notification) {
      recorded.shown.push(this.title)
      recorded.open.push(this.title)
    }
    Notification.prototype.close = function close(this: Electron.Notification) {
      recorded.open.splice(recorded.open.indexOf(this.title), 1)
      this.emit('close')
    }
  })
  return () => app.evaluate(() => (globalThis as unknown as { recordedNotifications: Recorded }).recordedNotifications)
}

/** Opens a link as the system does: by a second start of the program, which hands it over. */
export const openLink = (app: ElectronApplication, link: string): Promise<void> =>
  app.evaluate(({ app: program }, given) => {
    program.emit('second-instance', {}, [given])
  }, link)
