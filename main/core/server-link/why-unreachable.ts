import type { ErrorCode } from '#shared/errors'
import { fail, type Failure } from '#shared/result'
import { askServer, serverUrl } from './ask-server'

/** OpenSSL's and Node's codes for what is wrong with a certificate. */
const certificateFaults: Record<string, ErrorCode> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateSelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUnknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUnknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUnknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUnknown',
  CERT_UNTRUSTED: 'certificateUnknown',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOtherHost',
}
/** Rarer ones: revoked, wrong purpose, invalid signature. */
const otherFault = /^(CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNABLE_TO_DECRYPT_CERT)/

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : ''
}

/** @returns what is wrong with the server's certificate; null where that was not the cause */
export const certificateFailure = (error: unknown, address: string): Failure | null => {
  const code = codeOf(error)
  const known = certificateFaults[code]
  if (known !== undefined) return fail(known, { address }).failure
  return otherFault.test(code) ? fail('certificateRefused', { address, reason: code }).failure : null
}

/** As long as a connection attempt itself may take. */
const askWithinMs = 8000

/**
 * Finds out by a plain request why a connection failed, because Socket.IO does not say.
 * @returns null where unknown
 */
export const whyUnreachable = async (address: string): Promise<Failure | null> => {
  if (!address.startsWith('https:')) return null
  try {
    await askServer(serverUrl(address, '/api/v1/health'), { signal: AbortSignal.timeout(askWithinMs) })
    return null
  } catch (error) {
    return certificateFailure(error, address)
  }
}
