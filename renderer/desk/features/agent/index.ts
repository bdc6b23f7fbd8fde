export { AgentMenu } from './agent-menu'
export { setAgentRest, useAgent } from './agent-state'
