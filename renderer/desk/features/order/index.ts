export { canDispatch } from './can-dispatch'
export { DispatchAction } from './dispatch-action'
export { OrderList } from './order-list'
export { OrderPanel } from './order-panel'
