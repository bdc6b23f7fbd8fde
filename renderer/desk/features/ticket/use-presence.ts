import { useEffect, useState } from 'react'
import type { TicketId } from '#shared/ids'
import { call, listen } from '../../bridge/client'
import { currentPerson } from '../session'

/** Reports that this desk has the ticket open, and follows who else has. @returns the others' names. */
export const usePresence = (ticketId: TicketId): readonly string[] => {
  const [others, setOthers] = useState<readonly string[]>([])
  useEffect(() => {
    const stop = listen('presence.changed', (notice) => {
      if (notice.ticketId === ticketId)
        setOthers(notice.people.filter((person) => person.id !== currentPerson()?.id).map((person) => person.name))
    })
    void call('presence.open', { ticketId })
    return () => {
      stop()
      setOthers([])
      void call('presence.open', { ticketId: null })
    }
  }, [ticketId])
  return others
}
