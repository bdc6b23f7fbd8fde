import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteRight } from '#shared/domain/remote-session'
import styles from './rights-list.module.css'

/** The right without which the others mean little comes first; the compiler asks for a new one here. */
const places = { screen: 1, data: 2, passwords: 3, settings: 4 } satisfies Record<RemoteRight, number>
const rightsInOrder = (Object.keys(places) as RemoteRight[]).toSorted((a, b) => places[a] - places[b])

type SwitchProps = { right: RemoteRight; isOn: boolean; isPossible: boolean; onSwitch: (isOn: boolean) => void }

const RightSwitch = ({ right, isOn, isPossible, onSwitch }: SwitchProps) => {
  const { t } = useTranslation('customerPage')
  const id = useId()
  return (
    <li className={styles.right}>
      <label htmlFor={id} className={styles.label}>
        {t(`right.${right}.label`)}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={isOn}
        disabled={!isPossible}
        aria-describedby={`${id}-text`}
        onChange={(event) => {
          onSwitch(event.target.checked)
        }}
      />
      <p id={`${id}-text`} className={styles.text}>
        {isPossible ? t(`right.${right}.text`) : t('right.notPossible')}
      </p>
    </li>
  )
}

type Props = {
  rights: readonly RemoteRight[]
  canCapture: boolean
  onSwitch: (right: RemoteRight, isOn: boolean) => void
}

/** Each right by itself, as a switch with a sentence. */
export const RightsList = ({ rights, canCapture, onSwitch }: Props) => (
  <ul className={styles.rights}>
    {rightsInOrder.map((right) => (
      <RightSwitch
        key={right}
        right={right}
        isOn={rights.includes(right)}
        isPossible={right !== 'screen' || canCapture}
        onSwitch={(isOn) => {
          onSwitch(right, isOn)
        }}
      />
    ))}
  </ul>
)
