import { useState } from 'react'
import { Globe } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, toast, toastFailure } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { useAppInfo } from '../settings'

/** Practice alone: this machine's browser becomes the customer. Only where the server is the console's own. */
export const PlayCustomer = ({ code }: { code: string }) => {
  const { t } = useTranslation('remote')
  const info = useAppInfo()
  const [isBusy, setIsBusy] = useState(false)
  if (info?.isEmbedded !== true) return null
  const open = async (): Promise<void> => {
    setIsBusy(true)
    const result = await call('practice.openCustomer', { code })
    setIsBusy(false)
    // Some systems answer before their browser is there, or without one.
    if (result.ok) toast({ tone: 'info', text: t('code.playing') })
    else toastFailure(result.failure)
  }
  return (
    <Button size="sm" busy={isBusy} icon={<Globe size={14} aria-hidden />} onClick={() => void open()}>
      {t('code.playCustomer')}
    </Button>
  )
}
