import type { Services } from '../services'

/** Fills an empty server with the demo's people, customers, codes and knowledge. */
export const seedDemo = async (_services: Services): Promise<void> => {}
