export { AfterPatience, Skeleton, ProgressBar } from './progress'
export { Badge, StatusDot, type Tone } from './badge'
export { Banner } from './banner'
export { Button, type ButtonProps, Kbd } from './button'
export { Card, KeyValueList, Section, type KeyValue } from './card'
export { classNames } from './class-names'
export {
  correctClock,
  useNow,
  DateText,
  Duration,
  RelativeTime,
  clockTime,
  dateOnly,
  durationWords,
  exactTime,
  relativeTime,
  shortTime,
  spanWords,
} from './time'
export { Dialog } from './dialog'
export { DraftDialog, useSending } from './draft-dialog'
export { EmptyState } from './empty-state'
export { FailureText, FaultBoundary } from './failure'
export { Field, type FieldControl, SelectField, type Option, TextArea, TextField } from './field'
export { GateScreen } from './gate-screen'
export { Highlighted } from './highlighted'
export { IconButton, type IconButtonProps, Tooltip, TooltipProvider } from './icon-button'
export { LinkButton } from './link-button'
export { ListView, RowLines } from './list-view'
export { Masked } from './masked'
export { Menu, type MenuItem } from './menu'
export { movedIndex, VirtualList, type Marking } from './virtual-list'
export { NewerNotice } from './newer-notice'
export { Popover } from './popover'
export { RailButton } from './rail-button'
export { Chosen, TypedChoice } from './typed-choice'
export { SplitHandle } from './split-handle'
export { Tabs, type Tab } from './tabs'
export { Timeline, type TimelineItem } from './timeline'
export { ToggleButton } from './toggle-button'
export { ToastRegion, clearToasts, dismissToast, toast, toastFailure } from './toast'
