import { useTranslation } from 'react-i18next'
import { errorSentence } from '#shared/errors'
import type { Failure } from '#shared/result'

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
