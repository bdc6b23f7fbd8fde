import { spanWords } from '../../../shared/ui'
import type { Matter } from '#shared/ipc/matter'
import type { Translate } from '../../../shared/i18n'

type Told = Pick<Matter, 'kind' | 'organisationName' | 'byName' | 'ticketNumber' | 'subject' | 'text' | 'span'>

/** What has happened, in one sentence. @param t finds the words of `matter` */
export const matterTitle = ({ kind, organisationName, byName }: Told, t: Translate): string =>
  t(`matter:notice.${kind}`, { organisation: organisationName ?? '', name: byName ?? t('matter:nobody', {}) })

/** What it is about: the ticket, and what was written. */
export const matterAbout = ({ ticketNumber, subject, text, span }: Told): string =>
  [span === null ? null : spanWords(span, Date.now()), ticketNumber, subject, text]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
