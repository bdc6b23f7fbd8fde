export { AgentMenu } from './agent-menu'
export { choosableReasons, setAgentRest, useAgent } from './agent-state'
