import { useRef, type ReactNode } from 'react'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text'
import styles from './markdown.module.css'

/** A block of code with a button that copies it. */
export const CodeBlock = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation('article')
  const block = useRef<HTMLPreElement>(null)
  return (
    <div className={styles.code}>
      <pre ref={block} tabIndex={0} role="region" aria-label={t('code')}>
        {children}
      </pre>
      <button
        type="button"
        className={styles.copyCode}
        aria-label={t('copyCode')}
        onClick={() => {
          void copyText(block.current?.textContent ?? '')
        }}
      >
        <Copy size={14} aria-hidden />
      </button>
    </div>
  )
}

/** An address on the network: readable and copyable. The console never opens it. */
export const CopyAddress = ({ address, children }: { address: string; children: ReactNode }) => {
  const { t } = useTranslation('article')
  const isBare = children === address
  return (
    <span>
      {!isBare && <>{children} </>}
      <span className={styles.address}>{address}</span>
      <button
        type="button"
        className={styles.copyAddress}
        aria-label={t('copyAddress', { address })}
        onClick={() => {
          void copyText(address)
        }}
      >
        <Copy size={13} aria-hidden />
      </button>
    </span>
  )
}
