import { hash, verify } from '@node-rs/argon2'

/** The library's number for Argon2id; its own name for it is a const enum. */
const argon2id = 2

/** OWASP's second choice for Argon2id: 19 MiB, two passes; about 20 ms here. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Keypads and exchanges may add spaces, a closing # or full-width digits; stored and entered ones are normalised. */
const normalise = (password: string): string => password.normalize('NFKC').replace(/[\s#*]/g, '')

export const hashServicePassword = (password: string): Promise<string> => hash(normalise(password), cost)

export type VerifyHash = (hashed: string, password: string) => Promise<boolean>
export const verifyServicePassword: VerifyHash = (hashed, password) => verify(hashed, normalise(password))

/** The hash that is checked where there is no such code, so that the work is the same. */
export const createDummyHash = (): Promise<string> => hashServicePassword(`no password ${Math.random()}`)
