import type { CustomerId } from '#shared/ids'

export const CustomerSearch = () => null
export const CustomerPane = ({ customerId }: { customerId: CustomerId }) => <p>{customerId}</p>
