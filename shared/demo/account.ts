/** One password for all demo accounts; a server seeded with them is for trying out only. */
export const demoPassword = 'demo-2026'

/** The demo agent who serves all queues. */
export const demoLogin = 'lin'
