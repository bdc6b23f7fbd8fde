export { followWatch } from './follow-watch'
export { WatchList } from './watch-list'
