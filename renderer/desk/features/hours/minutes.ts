import { maxLoggedMinutes } from '#shared/domain/limits'
import type { Translate } from '../../../shared/i18n'

/**
 * Reads a length of time as people write it: `90`, `1:30`, `1.5h`, `1.5 小时`, `1小时30分`, `45分钟`.
 * @returns whole minutes from 1 to a day, null for anything else
 */
export const minutesOf = (text: string): number | null => {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(plain)
  const words = /^(?:(\d+(?:\.\d+)?) ?(?:h|hours?|小时|时))? ?(?:(\d+) ?(?:m|min|minutes?|分钟|分))?$/.exec(plain)
  const bare = /^\d{1,4}$/.exec(plain)
  const minutes =
    clock !== null
      ? Number(clock[1]) * 60 + Number(clock[2])
      : bare !== null
        ? Number(plain)
        : words !== null && plain !== ''
          ? Math.round(Number(words[1] ?? 0) * 60 + Number(words[2] ?? 0))
          : 0
  return minutes >= 1 && minutes <= maxLoggedMinutes ? minutes : null
}

/** 90 → 1 小时 30 分钟, 1 h 30 min. */
export const minutesWords = (minutes: number, t: Translate): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [
    hours > 0 && t('common:span.hours', { hours }),
    (rest > 0 || hours === 0) && t('common:span.minutes', { minutes: rest }),
  ]
  return parts.filter((part) => part !== false).join(' ')
}
