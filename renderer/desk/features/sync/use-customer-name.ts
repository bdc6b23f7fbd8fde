import { customerIdSchema } from '#shared/ids'
import { useReplicaQuery } from '../../bridge/use-replica-query'

/** The name of the customer that a command gave to a ticket or a call; null where it gave none, or he is not here. */
export const useCustomerName = (args: Record<string, unknown>): string | null => {
  const customerId = customerIdSchema.safeParse(args.customerId).data
  const query = useReplicaQuery('customer.read', customerId === undefined ? undefined : { customerId }, ['customer'])
  return customerId === undefined ? null : (query.data?.customer.name ?? null)
}
