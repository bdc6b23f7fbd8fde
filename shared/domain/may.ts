import { commandRules, type CommandName } from './commands'
import type { Role } from './role'

export const rolesFor = (action: CommandName): readonly Role[] => commandRules[action].may
export const isPermitted = (role: Role, action: CommandName): boolean => rolesFor(action).includes(role)
