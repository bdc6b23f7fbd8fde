export { CallPop } from './call-pop'
export { CallStrip } from './call-strip'
