import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Certificate = { key: string; cert: string }

const openssl = (folder: string, ...args: string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
}

/** A certificate authority of its own, in `folder`; `file` is what a machine's administrator would install. */
export const createAuthority = (folder: string, name: string) => {
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
  openssl(folder, 'req', '-x509', ...made, '-out', `${name}.crt`, '-subj', `/CN=${name}`, '-days', '30')
  return {
    file: join(folder, `${name}.crt`),
    /** @param days until it ends; one that ended is made with a negative number */
    issue: (host: string, days = 30): Certificate => {
      const file = `${name}-${host}-${days}`
      const asked = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${file}.key`]
      openssl(folder, 'req', ...asked, '-out', `${file}.csr`, '-subj', `/CN=${host}`)
      writeFileSync(join(folder, `${file}.ext`), `subjectAltName=${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`)
      const signed = ['-in', `${file}.csr`, '-CA', `${name}.crt`, '-CAkey', `${name}.key`, '-CAcreateserial']
      openssl(
        folder,
        ...['x509', '-req', ...signed, '-days', String(days), '-extfile', `${file}.ext`, '-out', `${file}.crt`],
      )
      const read = (ending: string): string => readFileSync(join(folder, `${file}.${ending}`), 'utf8')
      return { key: read('key'), cert: read('crt') }
    },
  }
}

/** A certificate that vouches for itself. */
export const selfSigned = (folder: string, host: string): Certificate => {
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'self.key']
  const named = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=IP:${host}`]
  openssl(folder, 'req', '-x509', ...made, '-out', 'self.crt', '-days', '30', ...named)
  return {
    key: readFileSync(join(folder, 'self.key'), 'utf8'),
    cert: readFileSync(join(folder, 'self.crt'), 'utf8'),
  }
}
