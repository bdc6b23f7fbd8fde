/** The path below which a server answers, without a slash at its end; '' where it has its host to itself. */
const basePath = (server: string): string => new URL(server).pathname.replace(/\/+$/, '')

/**
 * @param path from the root of the server, as `/api/v1/session`
 * @returns where that is, below the server's base path
 */
export const serverUrl = (server: string, path: string): URL => new URL(`${basePath(server)}${path}`, server)

/** Where Socket.IO answers. It would take a path in its address for a name space of its own. */
export const socketPlace = (server: string): { origin: string; path: string } => ({
  origin: new URL(server).origin,
  path: `${basePath(server)}/socket.io/`,
})
