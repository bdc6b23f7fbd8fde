import { useTranslation } from 'react-i18next'
import { errorSentence } from '#shared/errors'
import type { Failure } from '#shared/result'

/** The sentence of a failure in the surface's language: what happened, what is safe, what to do. */
export const FailureText = ({ failure }: { failure: Failure }) => {
  const { i18n } = useTranslation()
  return <>{errorSentence(i18n.language === 'en' ? 'en' : 'zh', failure)}</>
}
