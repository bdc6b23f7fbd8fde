export {
  groupAttention,
  type AttentionGroup,
  attentionStore,
  followAttention,
  openConflict,
  readAttention,
} from './attention-store'
export { ConflictDialog } from './conflict-dialog'
export { copyWords } from './conflict-frame'
export { lastEditOf } from './last-edit'
export { useCommandWords } from './use-command-words'
