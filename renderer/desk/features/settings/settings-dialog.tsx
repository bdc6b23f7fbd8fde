import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Dialog, KeyValueList, Section } from '../../../shared/ui'
import { Choice } from './choice'
import { ServerChoice } from './server-choice'
import { changeSettings, closeSettings, settingsStore, useAppInfo, useSettings } from './settings-store'

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
