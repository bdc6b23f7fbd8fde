export { currentPerson, sessionStore, signOut, startSession, usePerson } from './session-store'
export { SignInScreen } from './sign-in-screen'
export { PersonMenu } from './person-menu'
