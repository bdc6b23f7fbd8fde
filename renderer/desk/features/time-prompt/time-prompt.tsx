import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TimeClock } from '#shared/domain/time-clocks'
import { Banner, Button } from '../../../shared/ui'
import { dismissedPrompts, dismissPrompt } from './dismissed-prompts'

type PromptProps = {
  /** What is put away by it. */
  id: string
  text: string
  /** The acts that it offers. */
  children?: ReactNode
}

/** A quiet line that takes no focus and can be put away. */
export const Prompt = ({ id, text, children }: PromptProps) => {
  const { t } = useTranslation('common')
  if (useStore(dismissedPrompts, ({ dismissed }) => dismissed.includes(id))) return null
  return (
    <Banner
      tone="warning"
      role="note"
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

type Props = {
  clock: Pick<TimeClock, 'kind' | 'startedAt'>
  /** Of the ticket, order or session. */
  of: string
  text: string
  children: ReactNode
}

/** Once a clock has run out that prompts to go another way; put away, it comes again when the clock runs out anew. */
export const TimePrompt = ({ clock, of, text, children }: Props) => (
  <div role="status">
    <Prompt id={`${clock.kind} ${of} ${String(clock.startedAt)}`} text={text}>
      {children}
    </Prompt>
  </div>
)
