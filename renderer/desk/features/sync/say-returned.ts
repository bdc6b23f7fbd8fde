import i18next from 'i18next'
import { toast } from '../../../shared/ui'

/**
 * One quiet sentence after a cut: what has gone out, and what a person must look at.
 * @returns the message, to take away when it is looked at
 */
export const sayReturned = (sent: number, attention: number, openPanel: () => void): number => {
  const t = (key: string, count: number): string => i18next.t(`sync:returned.${key}`, { count })
  if (attention === 0) return toast({ tone: 'success', text: t('sent', sent) })
  const text = sent === 0 ? t('onlyAttention', attention) : `${t('sentFirst', sent)}${t('attention', attention)}`
  return toast({ tone: 'warning', text, action: { label: i18next.t('sync:look'), run: openPanel } })
}
