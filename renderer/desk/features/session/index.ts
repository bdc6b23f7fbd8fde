export { currentPerson, sessionStore, signOut, startSession, usePerson } from './session-store'
export { LockedScreen } from './locked-screen'
export { SignInScreen } from './sign-in-screen'
export { PersonMenu } from './person-menu'
