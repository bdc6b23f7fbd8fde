export { currentPerson, sessionStore, signOut, startSession, usePerson } from './session-store'
