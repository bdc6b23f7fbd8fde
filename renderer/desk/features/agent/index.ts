export { AgentMenu } from './agent-menu'
export { LineBar } from './line-bar'
export { choosableReasons, setAgentRest, useAgent } from './agent-state'
