/** Shorter ones can be guessed in a night even through Argon2id. */
const minLength = 8

export type PassphraseFault = 'short' | 'different'

/** What is wrong with a first passphrase; characters are counted as people count them. */
export const passphraseFault = (passphrase: string, repeated: string): PassphraseFault | null => {
  if ([...passphrase].length < minLength) return 'short'
  return passphrase === repeated ? null : 'different'
}
