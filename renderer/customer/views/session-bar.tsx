import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RemoteView } from '#shared/protocol/remote'
import { StatusDot } from '../../shared/ui/badge'
import { Button } from '../../shared/ui/button'
import { classNames } from '../../shared/ui/class-names'
import { clockTime, Duration } from '../../shared/ui/time'
import tones from '../../shared/ui/tones.module.css'
import { choosePicture, cover, end, pause, resume } from '../session/customer-session'
import { customerStore } from '../session/customer-store'
import { situationOf } from '../session/situation'
import styles from './session-bar.module.css'

/** Whether somebody sees this screen, since when, and the ways to stop it; always in sight. */
export const SessionBar = ({ view }: { view: RemoteView }) => {
  const { t } = useTranslation('customerPage')
  const state = useStore(customerStore)
  const { says, tone } = situationOf(state)
  const { isCovered, shownAt, way } = state
  const canPause = view.state === 'active' && !isCovered
  // Of a picture that is paused nothing is seen anyway.
  const isAdvised = !view.rights.includes('passwords') && view.state !== 'paused'
  const isOnItsWay = way === 'chosen' || way === 'connecting' || way === 'connected' || way === 'blocked'
  const switchCover = (isOn: boolean) => () => {
    cover(isOn)
  }
  return (
    <section className={classNames(styles.bar, tones[tone])} aria-label={t('title')}>
      <p className={styles.state} role="status">
        <StatusDot tone={tone} isHollow={says !== 'shown'} />
        <strong>{t(`bar.${says}`)}</strong>
      </p>
      {shownAt !== null && (
        <p className={styles.since}>
          {t('bar.since', { time: clockTime(shownAt) })} · <Duration since={shownAt} />
        </p>
      )}
      <div className={styles.actions}>
        {view.rights.includes('screen') && !isOnItsWay && way !== 'choosing' && state.canCapture && (
          <Button variant="primary" onClick={() => void choosePicture()}>
            {t('action.choose')}
          </Button>
        )}
        {isOnItsWay && view.rights.includes('screen') && (
          <Button
            variant={isCovered || isAdvised ? 'primary' : 'default'}
            aria-pressed={isCovered}
            onClick={switchCover(!isCovered)}
          >
            {t(isCovered ? 'action.uncover' : 'action.cover')}
          </Button>
        )}
        {canPause && <Button onClick={() => void pause()}>{t('action.pause')}</Button>}
        {view.state === 'paused' && (
          <Button variant="primary" onClick={() => void resume()}>
            {t('action.resume')}
          </Button>
        )}
        <Button variant="danger" onClick={() => void end('customerEnded')}>
          {t('action.end')}
        </Button>
      </div>
    </section>
  )
}
