import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TimeClock } from '#shared/domain/time-clocks'
import { Banner, Button } from '../../../shared/ui'
import { dismissedPrompts, dismissPrompt } from './dismissed-prompts'

type Props = {
  clock: Pick<TimeClock, 'kind' | 'startedAt'>
  /** Of the ticket, order or session. */
  of: string
  text: string
  /** The acts that it offers. */
  children: ReactNode
}

/** A quiet line once a clock has run out that prompts to go another way; it takes no focus and can be put away. */
export const TimePrompt = ({ clock, of, text, children }: Props) => {
  const { t } = useTranslation('common')
  const id = `${clock.kind} ${of} ${String(clock.startedAt)}`
  if (useStore(dismissedPrompts, ({ dismissed }) => dismissed.includes(id))) return null
  return (
    <Banner
      tone="warning"
      role="status"
      actions={
        <>
          {children}
          <Button
            size="sm"
            variant="quiet"
            onClick={() => {
              dismissPrompt(id)
            }}
          >
            {t('dismiss')}
          </Button>
        </>
      }
    >
      {text}
    </Banner>
  )
}
