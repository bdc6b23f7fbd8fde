import { v7 } from 'uuid'

/** A new time-ordered id for what a person creates here; brand it where it is used: `newId<TicketId>()`. */
export const newId = <Id extends string = string>(): Id => v7() as Id
