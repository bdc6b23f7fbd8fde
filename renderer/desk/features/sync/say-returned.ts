import i18next from 'i18next'
import { toast } from '../../ui'

/** One quiet sentence after a cut: what has gone out, and what a person must look at. */
export const sayReturned = (sent: number, attention: number, openPanel: () => void): void => {
  const t = (key: string, count: number): string => i18next.t(`sync:returned.${key}`, { count })
  if (attention === 0) toast({ tone: 'success', text: t('sent', sent) })
  else {
    const text = sent === 0 ? t('onlyAttention', attention) : `${t('sentFirst', sent)}${t('attention', attention)}`
    toast({ tone: 'warning', text, action: { label: i18next.t('sync:look'), run: openPanel } })
  }
}
