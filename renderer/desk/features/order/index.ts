export { DispatchAction } from './dispatch-action'
export { followOrders } from './follow-orders'
export { OrderList } from './order-list'
export { OrderPanel } from './order-panel'
