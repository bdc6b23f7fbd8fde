import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useTranslation } from 'react-i18next'
import { Phone } from 'lucide-react'
import type { CallView } from '#shared/ipc/replica-views'
import { placeStore } from '../../navigation/place-store'
import { Button, Dialog } from '../../../shared/ui'
import { answer, decline, callStore, leaveMiddle } from './call-store'
import { CallBody } from './call-body'
import styles from './call.module.css'

/** The ringing call in the middle: Enter takes it, Esc leaves it in the strip. */
export const RingingPop = ({ views }: { views: readonly CallView[] }) => {
  const { t } = useTranslation('call')
  const inMiddle = useStore(callStore, (state) => state.inMiddle)
  const view = views.find(({ call }) => call.id === inMiddle)
  const take = useRef<HTMLButtonElement>(null)
  const isOver = inMiddle !== null && view === undefined
  useEffect(() => {
    if (isOver) leaveMiddle()
  }, [isOver])
  // A ticket or an article opened from here must not stay covered.
  useEffect(
    () =>
      placeStore.subscribe((state, before) => {
        if (state.place !== before.place) leaveMiddle()
      }),
    [],
  )
  if (view === undefined) return null
  return (
    <Dialog
      key={view.call.id}
      isOpen
      onClose={leaveMiddle}
      title={t('pop.title')}
      description={t('pop.hint')}
      size="lg"
      isHeadHidden
      urgentFocus={take}
      actions={
        <>
          <Button
            variant="quiet"
            onClick={() => {
              decline(view.call.id)
            }}
          >
            {t('action.decline')}
          </Button>
          <Button shortcut="Escape" onClick={leaveMiddle}>
            {t('action.later')}
          </Button>
          <Button
            ref={take}
            variant="primary"
            shortcut="Enter"
            icon={<Phone size={16} aria-hidden />}
            onClick={() => {
              answer(view.call.id)
            }}
          >
            {t('action.answer')}
          </Button>
        </>
      }
    >
      <div className={styles.middle}>
        <CallBody view={view} isBrief />
      </div>
    </Dialog>
  )
}
