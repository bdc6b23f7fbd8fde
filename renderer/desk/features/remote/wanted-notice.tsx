import { useTranslation } from 'react-i18next'
import { Banner, Button } from '../../../shared/ui'
import { dropWantedCode, useRemote } from './remote-store'

/** That a code follows by itself, and why not yet; with the way to do without. */
export const WantedNotice = ({ of, why }: { of: string; why: 'needsTicket' | 'needsServer' }) => {
  const { t } = useTranslation('remote')
  const isWanted = useRemote(({ wanted }) => wanted === of)
  if (!isWanted) return null
  return (
    <Banner
      tone="info"
      role="status"
      actions={
        <Button
          size="sm"
          onClick={() => {
            dropWantedCode(of)
          }}
        >
          {t('wanted.drop')}
        </Button>
      }
    >
      {t(`wanted.${why}`)}
    </Banner>
  )
}
