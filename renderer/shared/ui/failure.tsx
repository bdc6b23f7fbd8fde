import { useTranslation } from 'react-i18next'
import { Component, type ReactNode } from 'react'
import { errorSentence } from '#shared/errors'
import type { Failure } from '#shared/result'
import { Banner } from './banner'
import { Button } from './button'

/** Fields are named as on the screen. */
const useFieldWords = ({ code, params }: Failure): Failure => {
  const { t, i18n } = useTranslation('ticket')
  const word = (field: string): string => (i18n.exists(`ticket:field.${field}`) ? t(`field.${field}`) : field)
  return params.fields === undefined
    ? { code, params }
    : { code, params: { ...params, fields: params.fields.split(', ').map(word).join(t('comma')) } }
}

/** The sentence of a failure in the surface's language: what happened, what is safe, what to do. */
export const FailureText = ({ failure }: { failure: Failure }) => {
  const { i18n } = useTranslation()
  const worded = useFieldWords(failure)
  return <>{errorSentence(i18n.language === 'en' ? 'en' : 'zh', worded)}</>
}

type Props = {
  children: ReactNode
  /** When it changes, the content is tried again. */ resetKey?: string
}
type State = { reference: string | null }

const Fault = ({ reference, onAgain }: { reference: string; onAgain: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <Banner
      tone="danger"
      role="alert"
      actions={
        <Button size="sm" onClick={onAgain}>
          {t('retry')}
        </Button>
      }
    >
      <FailureText failure={{ code: 'internal', params: { reference } }} />
    </Banner>
  )
}

/** Keeps an error in one column from removing the whole desk, with everything that is being written elsewhere. */
export class FaultBoundary extends Component<Props, State> {
  override state: State = { reference: null }

  static getDerivedStateFromError(): State {
    return { reference: crypto.randomUUID().slice(0, 8) }
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.reference !== null) this.setState({ reference: null })
  }

  override render(): ReactNode {
    const { reference } = this.state
    return reference === null ? (
      this.props.children
    ) : (
      <Fault
        reference={reference}
        onAgain={() => {
          this.setState({ reference: null })
        }}
      />
    )
  }
}
