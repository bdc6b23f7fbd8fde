import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Settings } from '#shared/ipc/settings'
import { Button, TextField, Dialog, KeyValueList, Section } from '../../../shared/ui'
import { changeSettings, closeSettings, settingsStore, useAppInfo, useSettings } from './settings-store'
import styles from './settings-dialog.module.css'

type Props<V extends string> = {
  label: string
  value: V
  onValue: (value: V) => void
  options: readonly { value: V; label: string; lang?: string }[]
}

/** One of two or three, all in sight. */
const Choice = <V extends string>({ label, value, onValue, options }: Props<V>) => {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onValue(option.value)
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const isAddress = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return false
  // A path below which the server lies is part of its address; a name, a question and a mark are not.
  return url.username === '' && url.password === '' && url.search === '' && url.hash === ''
}

/** Which server this console works with; a remote one is kept only when its address is one. */
const ServerChoice = ({ server, serverNow }: { server: Settings['server']; serverNow: string }) => {
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

const phoneSeconds = [15, 30, 60, 120] as const

/** The console's own settings; each takes effect at once. */
export const SettingsDialog = () => {
  const { t } = useTranslation('settings')
  const isOpen = useStore(settingsStore, (state) => state.dialog === 'open')
  const settings = useSettings()
  const info = useAppInfo()
  return (
    <Dialog isOpen={isOpen} onClose={closeSettings} title={t('title')}>
      <Section title={t('look')} level={3}>
        <Choice
          label={t('language')}
          value={settings.language}
          onValue={(language) => {
            void changeSettings({ language })
          }}
          options={[
            { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
            { value: 'en', label: 'English', lang: 'en' },
          ]}
        />
        <Choice
          label={t('theme.label')}
          value={settings.theme}
          onValue={(theme) => {
            void changeSettings({ theme })
          }}
          options={[
            { value: 'system', label: t('theme.system') },
            { value: 'light', label: t('theme.light') },
            { value: 'dark', label: t('theme.dark') },
          ]}
        />
        <Choice
          label={t('density.label')}
          value={settings.density}
          onValue={(density) => {
            void changeSettings({ density })
          }}
          options={[
            { value: 'comfortable', label: t('density.comfortable') },
            { value: 'compact', label: t('density.compact') },
          ]}
        />
        <Choice
          label={t('phoneShown.label')}
          value={String(settings.phoneShownSeconds)}
          onValue={(seconds) => {
            void changeSettings({ phoneShownSeconds: Number(seconds) })
          }}
          options={phoneSeconds.map((seconds) => ({
            value: String(seconds),
            label: t('phoneShown.seconds', { seconds }),
          }))}
        />
        <Choice
          label={t('notified.label')}
          value={settings.isNotified ? 'on' : 'off'}
          onValue={(value) => {
            void changeSettings({ isNotified: value === 'on' })
          }}
          options={[
            { value: 'on', label: t('notified.on') },
            { value: 'off', label: t('notified.off') },
          ]}
        />
      </Section>
      <Section title={t('server.title')}>
        {info?.isFixed === true ? (
          <p>{t('server.fixed', { address: info.server })}</p>
        ) : (
          <ServerChoice server={settings.server} serverNow={info?.server ?? '—'} />
        )}
      </Section>
      <Section title={t('about.title')}>
        <KeyValueList
          items={[
            { label: t('about.version'), value: info?.version },
            { label: 'Electron', value: info?.electron },
            { label: t('about.wire'), value: info?.wireVersion },
            { label: t('about.licence'), value: 'AGPL-3.0-only' },
          ]}
        />
      </Section>
    </Dialog>
  )
}
