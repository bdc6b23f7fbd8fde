export { CarryButton } from './carry-button'
export { CarryDialog } from './carry-dialog'
export { closeCarry, openCarry } from './carry-store'
