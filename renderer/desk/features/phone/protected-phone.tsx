import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dialledPhoneNumber, readablePhoneNumber } from '#shared/domain/phone-groups'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { call } from '../../bridge/client'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { Masked, toast } from '../../../shared/ui'
import { settingsStore } from '../settings'
import { createRevealing } from './revealing'

const copy = async (number: string, copied: string): Promise<void> => {
  const result = await call('clipboard.write', { text: dialledPhoneNumber(number) })
  if (result.ok) toast({ tone: 'success', text: copied })
}

const RevealKey = ({ onPress }: { onPress: () => void }) => {
  const { t } = useTranslation('phone')
  useKey(
    'phone.reveal',
    () => t('key'),
    () => {
      onPress()
      return true
    },
  )
  return null
}

export type ProtectedPhoneProps = {
  number: string
  /** What it is, for the labels: 来电号码. */
  label: string
  /** Records that it is read. @returns whether it may be shown. Without it nothing can be revealed. */
  record?: (() => Promise<boolean>) | undefined
  /** The one number of a page that the key shows and hides. */
  hasKey?: boolean
}

/** A number that is masked until its reading was recorded, then shown for a while as it is read out. */
export const ProtectedPhone = ({ number, label, record, hasKey = false }: ProtectedPhoneProps) => {
  const { t } = useTranslation('phone')
  const [shown, setShown] = useState<string | null>(null)
  const [revealing] = useState(() =>
    createRevealing({
      onShown: setShown,
      hideAfterMs: () => settingsStore.getState().settings.phoneShownSeconds * 1000,
    }),
  )
  const mayShow = record !== undefined
  // Another number, or a right that was lost meanwhile, shows nothing of before.
  useEffect(() => revealing.hide, [revealing, number, mayShow])
  const masked = maskPhoneNumber(number)
  if (masked === number) return <span className="figures">{readablePhoneNumber(number)}</span>
  const value = mayShow && shown === number ? shown : null
  const toggle = (): void => {
    if (value !== null || record === undefined) revealing.hide()
    else revealing.show(async () => ((await record()) ? number : null))
  }
  return (
    <>
      {mayShow && hasKey && <RevealKey onPress={toggle} />}
      <Masked
        masked={masked}
        shown={value === null ? null : readablePhoneNumber(value)}
        label={label}
        shortcut={hasKey ? keysOf('phone.reveal') : undefined}
        onToggle={mayShow ? toggle : undefined}
        onCopy={() => {
          void copy(number, t('copied'))
        }}
      />
    </>
  )
}
