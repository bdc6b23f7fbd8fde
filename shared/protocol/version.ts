/**
 * The wire's version. The shapes are hashed by `wire.test.ts`: changing one means raising this number and writing down
 * why in the test's list.
 */
export const wireVersion = 4
/** The oldest console this server still talks to. */
export const minimumWireVersion = 1
