import { useState } from 'react'
import { Globe } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, toastFailure } from '../../../shared/ui'
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
    if (!result.ok) toastFailure(result.failure)
  }
  return (
    <Button size="sm" busy={isBusy} icon={<Globe size={14} aria-hidden />} onClick={() => void open()}>
      {t('code.playCustomer')}
    </Button>
  )
}
