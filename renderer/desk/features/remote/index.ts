export { followRemote } from './follow-remote'
export { RemoteAction } from './remote-action'
export { RemoteNotice } from './remote-notice'
export { RemotePanel } from './remote-panel'
