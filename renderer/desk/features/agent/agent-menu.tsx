import { useTranslation } from 'react-i18next'
import { ChevronDown } from 'lucide-react'
import type { RestState } from '#shared/domain/agent'
import { may } from '#shared/domain/may'
import { Duration, Menu, StatusDot, type MenuItem } from '../../../shared/ui'
import { usePerson } from '../session'
import { useSync } from '../sync'
import {
  choosableReasons,
  choosesNext,
  chosenRest,
  isSameRest,
  setAgentRest,
  stateTone,
  useAgent,
  isLineCut,
} from './agent-state'
import styles from './agent-menu.module.css'

const rests: RestState[] = [
  { state: 'ready' },
  ...choosableReasons.map((reason) => ({ state: 'notReady', reason }) as const),
]

/** The agent's state and the way to change it; during a call it chooses what follows and says so. */
export const AgentMenu = () => {
  const { t } = useTranslation('agent')
  const person = usePerson()
  const agent = useAgent()
  const isCut = isLineCut(useSync())
  if (!may(person, 'agent.setState')) return null

  const wordOf = (rest: RestState): string => (rest.state === 'ready' ? t('ready') : t(`reason.${rest.reason}`))
  const state = agent?.state ?? 'notReady'
  // 已断开 is the server's word for a desk that was away; to the person it only means: not ready yet.
  const isUnheard = isCut && state === 'ready'
  const known =
    state === 'notReady' && agent?.reason && agent.reason !== 'disconnected' ? t(`reason.${agent.reason}`) : t(state)
  const word = isUnheard ? t('cut') : known
  const isBusy = state === 'talking' || state === 'ringing' || state === 'afterCall'
  const chosen = chosenRest(agent)
  const next = isBusy && agent !== null ? wordOf(agent.next) : null

  const items: MenuItem[] = [
    {
      kind: 'label',
      key: 'what',
      label: choosesNext(agent) ? t('chooseNext') : state === 'afterCall' ? t('chooseAfter') : t('chooseNow'),
    },
    ...rests.map((rest): MenuItem => ({
      key: rest.state === 'ready' ? 'ready' : rest.reason,
      label: wordOf(rest),
      checked: chosen !== null && isSameRest(rest, chosen),
      onSelect: () => {
        void setAgentRest(rest)
      },
    })),
  ]
  return (
    <div className={styles.place}>
      {agent !== null && (state === 'notReady' || state === 'afterCall') && (
        <span className={styles.since}>
          <Duration since={agent.since} />
        </span>
      )}
      {next !== null && <span className={styles.since}>{t('then', { next })}</span>}
      <Menu
        align="end"
        items={items}
        trigger={
          <button type="button" className={styles.agent} aria-label={t('menuLabel', { state: word })}>
            <StatusDot tone={isUnheard ? 'warning' : stateTone[state]} isHollow={isUnheard || state === 'notReady'} />
            <span className={styles.word}>{word}</span>
            <ChevronDown size={14} aria-hidden />
          </button>
        }
      />
    </div>
  )
}
