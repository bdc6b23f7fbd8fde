export { Prompt, TimePrompt } from './time-prompt'
