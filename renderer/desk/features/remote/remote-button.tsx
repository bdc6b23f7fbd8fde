import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../shared/ui'
import { useRemote } from './remote-store'
import { keysOf } from '../../navigation/key-table'

/** The button of 远程协助, the same on a ticket and at a call. */
export const RemoteButton = ({ onClick }: { onClick: () => void }) => {
  const { t } = useTranslation('remote')
  const isBusy = useRemote((state) => state.isRequesting)
  return (
    <Button
      size="sm"
      shortcut={keysOf('ticket.remote')}
      busy={isBusy}
      icon={<MonitorUp size={14} aria-hidden />}
      onClick={onClick}
    >
      {t('action')}
    </Button>
  )
}
