import type { ErrorRow } from './error-row'

/** What can be refused where appointments are booked and absences written down. */
export const scheduleErrorRows = {
  appointmentConflict: {
    zh: '这个时间与{name}的日程冲突，没有预约。请换一个时间，或写明理由后仍然预约。',
    en: 'This time conflicts with the calendar of {name}, and nothing was booked. Choose another, or give a reason to book it all the same.',
  },
  appointmentElsewhere: {
    zh: '这张派工单的预约已被改动。请看最新的预约，再决定是否更改。',
    en: 'The appointment of this order was changed meanwhile. See how it is now before you change it again.',
  },
  appointmentTurned: { zh: '结束时间要晚于开始时间。', en: 'The end must be later than the beginning.' },
  appointmentPast: {
    zh: '开始时间已经过去。请选择以后的时间；如果没有选错，请检查本机时钟。',
    en: 'The beginning is in the past. Choose a later time; if it is right, check the clock of this machine.',
  },
  appointmentTooFar: { zh: '日期在一年以后，请检查年份。', en: 'The date is more than a year ahead. Check the year.' },
  appointmentOverMidnight: {
    zh: '预约不能跨过午夜，请分成两次。',
    en: 'An appointment cannot last past midnight. Make it two.',
  },
  appointmentBegun: {
    zh: '预约已经开始，不能取消。请在派工单上结束或转出。',
    en: 'The appointment has begun and cannot be cancelled. Finish the order or hand it on.',
  },
  absenceTooLong: { zh: '缺勤时间过长，请检查日期。', en: 'The absence is too long. Check the dates.' },
  scheduleFull: {
    zh: '{name}的日程条目已满，请先删除不再需要的。',
    en: 'The calendar of {name} is full. Remove what is no longer needed first.',
  },
  scheduleNotYours: {
    status: 403,
    zh: '您只能安排自己或本机构同事的日程。',
    en: 'You plan your own days, or those of your organisation.',
  },
} as const satisfies Record<string, ErrorRow>
