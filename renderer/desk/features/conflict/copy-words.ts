import i18next from 'i18next'
import { call } from '../../bridge/client'
import { toast, toastFailure } from '../../../shared/ui'

/** Puts what was written on the clipboard and says so. */
export const copyWords = async (text: string): Promise<void> => {
  const result = await call('clipboard.write', { text })
  if (result.ok) toast({ tone: 'success', text: i18next.t('common:copied') })
  else toastFailure(result.failure)
}
