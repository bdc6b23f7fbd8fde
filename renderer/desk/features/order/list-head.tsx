import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { orderTasks } from '#shared/domain/order-to-do'
import type { OrderList } from '#shared/ipc/order-views'
import { ToggleButton } from '../../../shared/ui'
import { chooseView, listFilter, toggleTask } from './list-filter'
import styles from './order.module.css'

/** Which orders are listed, and what there is to do with how many of them; each narrows the list to itself. */
export const ListHead = ({ counts }: { counts: OrderList['counts'] | null }) => {
  const { t } = useTranslation('order')
  const { view, task } = useStore(listFilter)
  return (
    <>
      <div role="group" aria-label={t('list.views')} className={styles.views}>
        {(['toDo', 'all'] as const).map((each) => (
          <ToggleButton
            key={each}
            isPressed={view === each}
            onClick={() => {
              chooseView(each)
            }}
          >
            {t(`list.${each}`)}
          </ToggleButton>
        ))}
      </div>
      <div role="group" aria-label={t('list.tasks')} className={styles.tasks}>
        {orderTasks.map((each) => (
          <ToggleButton
            key={each}
            isPressed={task === each}
            onClick={() => {
              toggleTask(each)
            }}
          >
            {t(`task.${each}`)}
            {counts !== null && <span className={styles.taskCount}>{counts[each]}</span>}
          </ToggleButton>
        ))}
      </div>
    </>
  )
}
