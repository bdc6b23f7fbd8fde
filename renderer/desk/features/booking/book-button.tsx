import { useState } from 'react'
import type { PersonId, WorkOrderId } from '#shared/ids'
import { Button } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { BookDialog } from './book-dialog'

type Props = {
  orderId: WorkOrderId
  label: string
  chosen?: { personId: PersonId; date: string }
}

/** Opens the booking of an order that is known here by its id. */
export const BookButton = ({ orderId, label, chosen }: Props) => {
  const [isOpen, setIsOpen] = useState(false)
  const view = useReplicaQuery('order.read', isOpen ? { orderId } : undefined).data
  return (
    <>
      <Button
        size="sm"
        onClick={() => {
          setIsOpen(true)
        }}
      >
        {label}
      </Button>
      {isOpen && view !== null && (
        <BookDialog
          view={view}
          chosen={chosen ?? null}
          onClose={() => {
            setIsOpen(false)
          }}
        />
      )}
    </>
  )
}
