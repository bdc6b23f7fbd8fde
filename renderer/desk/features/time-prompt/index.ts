export { TimePrompt } from './time-prompt'
