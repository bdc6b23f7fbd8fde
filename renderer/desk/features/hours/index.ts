export { Hours } from './hours'
export { forgetHours } from './hours-store'
export { minutesWords } from './minutes'
