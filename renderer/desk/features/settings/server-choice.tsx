import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/ipc/settings'
import { Button, TextField } from '../../../shared/ui'
import { Choice } from './choice'
import { changeSettings } from './settings-store'
import styles from './settings-dialog.module.css'

const isAddress = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return false
  // A path below which the server lies is part of its address; a name, a question and a mark are not.
  return url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

/** Which server this console works with; a remote one is kept only when its address is one. */
export const ServerChoice = ({ server, serverNow }: { server: Settings['server']; serverNow: string }) => {
  const { t } = useTranslation('settings')
  const [kind, setKind] = useState(server.kind)
  const [address, setAddress] = useState(server.kind === 'remote' ? server.address : '')
  const [isWrong, setIsWrong] = useState(false)
  const [isBusy, setIsBusy] = useState(false)

  const keep = async (next: Settings['server']): Promise<void> => {
    setIsBusy(true)
    await changeSettings({ server: next })
    setIsBusy(false)
  }
  const choose = (next: Settings['server']['kind']): void => {
    setKind(next)
    if (next === 'embedded' && server.kind !== 'embedded') void keep({ kind: 'embedded' })
  }
  const keepAddress = (): void => {
    setIsWrong(!isAddress(address.trim()))
    if (isAddress(address.trim())) void keep({ kind: 'remote', address: address.trim() })
  }
  return (
    <>
      <Choice
        label={t('server.label')}
        value={kind}
        onValue={choose}
        options={[
          { value: 'embedded', label: t('server.embedded') },
          { value: 'remote', label: t('server.remote') },
        ]}
      />
      {kind === 'remote' && (
        <form
          noValidate
          className={styles.address}
          onSubmit={(event) => {
            event.preventDefault()
            keepAddress()
          }}
        >
          <TextField
            label={t('server.address')}
            value={address}
            onValue={setAddress}
            placeholder="https://hotline.example.com"
            error={isWrong ? t('server.wrong') : null}
            spellCheck={false}
            inputMode="url"
          />
          <Button type="submit" variant="primary" busy={isBusy}>
            {t('server.use')}
          </Button>
        </form>
      )}
      <p className={styles.secondary}>
        {t('server.now', { address: serverNow })} {t('server.kept')}
      </p>
    </>
  )
}
