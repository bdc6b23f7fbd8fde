import type { ReactNode } from 'react'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { copyText } from './copy-text'
import styles from './markdown.module.css'

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
