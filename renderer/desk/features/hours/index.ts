export { Hours } from './hours'
export { minutesWords } from './minutes'
