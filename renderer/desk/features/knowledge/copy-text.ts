import i18next from 'i18next'
import { maxClipboardText } from '#shared/ipc/limits'
import { call } from '../../bridge/client'
import { toast, toastFailure } from '../../../shared/ui'

/** Puts text on the clipboard and says so; what is too long is cut, and that is said too. */
export const copyText = async (text: string): Promise<void> => {
  const result = await call('clipboard.write', { text: text.slice(0, maxClipboardText) })
  if (!result.ok) toastFailure(result.failure)
  else
    toast({
      tone: 'success',
      text: i18next.t(text.length > maxClipboardText ? 'article:copiedPart' : 'common:copied'),
    })
}
